// @ts-check
// What a reader takes along, saved as files.

import { h } from "./elements.mjs";

/** Offers a `Blob` as a file of this name. */
export function save(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A drawing as a PNG, a `Blob`, `fine` times as fine as it is drawn. Fails where the browser does not give it out. */
export async function pngOf(svg, fine) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [fine * image.width, fine * image.height];
  const context = canvas.getContext("2d");
  context.scale(fine, fine);
  context.drawImage(image, 0, 0);
  return new Promise((give, fail) => { canvas.toBlob((blob) => (blob ? give(blob) : fail(new Error("no picture"))), "image/png"); });
}
