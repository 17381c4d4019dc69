"""The glossary view: shelves, pages, ticks, rows written and tried, in both languages, without a browser and in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import glossary
from glossary.course import bundled_course
from glossary.folders import own_rows
from glossary.paths.lessons import new_in_lessons, short_path
from glossary.paths.quiz import neighbours, questions
from glossary.writing import ID
from reader.messages import LANGUAGES, Language, table
from reader.user.profile import load_profile
from reader.web.views.row_form import CONCEPT, DEFINITION, NAME, REQUIRES, SIGN, id_of

WORDS = table("glossary")


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path / "settings"))


def script(language: str) -> None:
    import streamlit

    from reader.web.state.words import KEY
    from reader.web.views.glossary import show

    streamlit.session_state[KEY] = language
    show()


def course_script(language: str) -> None:
    import streamlit

    from glossary import load
    from reader.user.profile import load_profile
    from reader.web.state.words import KEY
    from reader.web.views.course import show_course

    streamlit.session_state[KEY] = language
    show_course(load(), load_profile())


def opened(language: Language = "en", concept: str | None = None) -> AppTest:
    app = AppTest.from_function(script, kwargs={"language": language}, default_timeout=60)
    if concept:
        app.query_params["concept"] = concept
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click()
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.warning, *app.success, *app.info, *app.error]
    parts += [*app.header, *app.subheader]
    return "\n".join(each.value for each in parts).replace("\\", "")


def shelf(app: AppTest, mode: str) -> AppTest:
    app.button_group[0].set_value(mode).run()
    assert not app.exception
    return app


def chips(app: AppTest) -> list[str]:
    return [str(option) for group in app.button_group for option in group.options]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_tells_all_and_leads_on(language: Language) -> None:
    concept = glossary.load()["dpo"]
    app = opened(language, "dpo")
    text = said(app)
    for wanted in (concept.definition[language], getattr(concept.feel, language), concept.requires[0].why[language],
                   concept.confused_with[0].why[language], "2023", "arXiv:2305.18290"):  # fmt: skip
        assert wanted in text, wanted
    assert app.latex[0].value.strip("$ \n") == concept.formula
    press(app, glossary.load()["rlhf-objective"].name[language])
    assert app.query_params["concept"] == "rlhf-objective"
    press(app, WORDS["back"][language])
    assert "concept" not in app.query_params


SEARCHED = [
    ("ゆうど", "likelihood"),
    ("likelihoods", "likelihood"),
    (r"\nabla", "gradient"),
    ("学習率", "learning rate"),
]


@pytest.mark.parametrize(("wanted", "found"), SEARCHED)
def test_search_finds_in_both_languages(wanted: str, found: str) -> None:
    app = opened()
    app.text_input[0].set_value(wanted).run()
    assert app.button[0].label == found
    press(app, found)
    assert app.query_params["concept"]


def test_a_tick_shortens_the_path_and_fills_the_inventory() -> None:
    app = opened(concept="cross-entropy")
    way = short_path(glossary.load(), "cross-entropy")
    assert WORDS["path"]["en"].format(count=len(way.rest)) in [each.label for each in app.expander]
    for lesson in way.lessons:
        assert lesson.text["en"] in said(app)
    page = opened(concept="entropy")
    page.checkbox[0].check().run()
    assert load_profile().known == ("entropy",)
    left = [one for one in way.rest if one not in glossary.load().path(["entropy"])]
    again = [each.label for each in opened(concept="cross-entropy").expander]
    assert (WORDS["path"]["en"].format(count=len(left)) in again) is bool(left)
    app = shelf(opened(), "inventory")
    assert "entropy ✓" in chips(app)
    press(app, WORDS["forget"]["en"])
    assert load_profile().known == () and WORDS["empty-inventory"]["en"] in said(app)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["concept", "notation", "block"])
def test_every_template_is_a_good_row(kind: str, language: Language) -> None:
    from reader.study.authoring.drafts import Draft, judge
    from reader.web.views.row_editor import TEMPLATES
    from reader.web.views.row_form import USUAL

    judged = judge(Draft(kind, USUAL, TEMPLATES[kind]), glossary.load())
    assert [one.text(language) for one in judged.faults] == []


def as_text(app: AppTest) -> AppTest:
    app.toggle[0].set_value(True).run()
    assert not app.exception
    return app


def offered(app: AppTest) -> bool:
    return any(each.label == WORDS["keep"]["en"] and not each.disabled for each in app.button)


@pytest.mark.slow
def test_a_concept_is_written_in_a_form_that_is_empty_at_first() -> None:
    app = shelf(opened(), "write")
    assert app.text_input(key=NAME).value == "" and not offered(app)
    app.text_input(key=NAME).set_value("Entropy").run()
    app.text_area(key=DEFINITION).set_value("What is lost in one step").run()
    assert "in the glossary already" in said(app) and not offered(app)
    app.text_input(key=NAME).set_value("oblivion rate").run()
    app.text_area(key=DEFINITION).set_value("What is lost\nin one step of $\\kappa$").run()
    app.multiselect(key=REQUIRES).set_value(["ratio"]).run()
    assert offered(app)
    press(app, WORDS["keep"]["en"])
    row = glossary.load()["oblivion-rate"]
    assert (row.name["ja"], row.definition["en"]) == ("oblivion rate", r"What is lost in one step of $\kappa$")
    assert row.layer == glossary.load()["ratio"].layer
    assert "own.toml" in said(app) and app.text_input(key=NAME).value == "" and not offered(app)


@pytest.mark.slow
def test_a_sign_is_written_in_a_form_and_tried() -> None:
    app = shelf(opened(), "write")
    app.button_group[1].set_value("notation").run()
    app.text_input(key=SIGN).set_value(r"\kappa").run()
    assert not offered(app)
    app.selectbox(key=CONCEPT).set_value("learning-rate").run()
    assert offered(app)
    press(app, WORDS["try-example"]["en"])
    assert "`\\kappa` gets learning rate" in "\n".join(each.value for each in app.markdown)


def test_a_name_in_any_letters_gives_an_id() -> None:
    assert id_of("Rényi–Entropy (2nd)") == "renyi-entropy-2nd"
    assert ID.fullmatch(id_of("忘却率")) and id_of("忘却率") != id_of("忘却")


@pytest.mark.slow
def test_a_row_is_checked_as_it_is_written_and_kept() -> None:
    app = as_text(shelf(opened(), "write"))
    assert app.text_area[0].value == "" and all(each.label != WORDS["keep"]["en"] for each in app.button)
    press(app, WORDS["write-example"]["en"])
    keep = next(each for each in app.button if each.label == WORDS["keep"]["en"])
    assert not keep.disabled
    good = app.text_area[0].value
    app.text_area[0].set_value(good.replace("ぼうきゃくりつ", "忘却率")).run()
    assert "oblivion-rate.reading" in said(app) and "hiragana" in said(app)
    assert next(each for each in app.button if each.label == WORDS["keep"]["en"]).disabled
    app.text_area[0].set_value('x = "\\alpha"').run()
    assert "in single quotes" in said(app)
    app.text_area[0].set_value(good).run()
    press(app, WORDS["keep"]["en"])
    assert "oblivion rate" in [one.name["en"] for one in glossary.load().concepts.values()]
    assert "own.toml" in said(app)


@pytest.mark.slow
def test_a_row_of_ours_is_changed_and_changed_again() -> None:
    for name in ("pace of learning", "stride of learning"):
        app = opened(concept="learning-rate")
        app.toggle[0].set_value(True).run()
        area = app.text_area[0]
        area.set_value(area.value.replace(glossary.load()["learning-rate"].name["en"], name)).run()
        press(app, WORDS["keep"]["en"])
        assert glossary.load()["learning-rate"].name["en"] == name
    assert (own_rows() / "concepts/optimisation/own.toml").read_text(encoding="utf-8").count("[learning-rate]") == 1


@pytest.mark.slow
def test_a_row_is_tried_on_the_example() -> None:
    app = shelf(opened(), "write")
    app.button_group[1].set_value("notation").run()
    as_text(app)
    press(app, WORDS["write-example"]["en"])
    app.text_area[0].set_value(
        app.text_area[0].value.replace(r"\varpi", r"\kappa").replace('words = ["learning"]\n', "")
    ).run()
    press(app, WORDS["try-example"]["en"])
    assert "`\\kappa` gets learning rate" in "\n".join(each.value for each in app.markdown)


def lessons(app: AppTest) -> list[str]:
    return [each.label.replace("\\", "") for each in app.expander]


def answer(app: AppTest, lesson: str, *, rightly: bool = True) -> AppTest:
    """Both questions of a lesson, the second one as is said."""
    knowledge, course = glossary.load(), bundled_course()
    for question in questions(knowledge[lesson], neighbours(knowledge, lesson, course.concepts), "en"):
        wrong = next(one for one in question.answers if one != question.right)
        last = question.kind == "number"
        app.radio(key=f"tezawari-quiz-{lesson}-{question.kind}").set_value(
            wrong if last and not rightly else question.right
        )
        app.run()
        assert not app.exception
    return app


def test_a_course_in_ones_own_folder_is_followed_instead_of_the_bundled_one() -> None:
    app = shelf(opened(), "course")
    assert bundled_course().title["en"] in said(app) and "course.toml" in said(app)
    own_rows().mkdir(parents=True)
    course = 'title = { en = "Mine", ja = "私の" }\nconcepts = ["entropy", "softmax"]\nletters.entropy = "H"\n'
    (own_rows() / "course.toml").write_text(course, encoding="utf-8")
    app = shelf(opened(), "course")
    assert "Mine" in said(app) and lessons(app) == ["1. entropy", "2. softmax"]
    assert WORDS["course-letters"]["en"] in said(app) and bundled_course().title["en"] not in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_says_what_is_new_and_leads_to_its_formula(language: Language) -> None:
    knowledge, course = glossary.load(), bundled_course()
    app = AppTest.from_function(course_script, kwargs={"language": language}, default_timeout=60).run()
    assert not app.exception
    first = knowledge[course.concepts[0]]
    assert app.expander[0].proto.expanded and first.definition[language] in said(app)
    new = new_in_lessons(knowledge, course)["dpo"]
    assert {knowledge[one].name[language] for one in new} <= {chip.replace("\\", "") for chip in chips(app)}
    label = WORDS["lesson-formula"][language].format(paper="2305.18290", number="7")
    next(each for each in app.button if each.label.replace("\\", "") == label).click().run()
    assert app.session_state["tezawari-next"] == {"arxiv": "2305.18290", "eq": "7"}


def test_a_lesson_is_done_when_its_questions_are_answered_rightly() -> None:
    course = bundled_course()
    first = course.concepts[0]
    app = answer(shelf(opened(), "course"), first, rightly=False)
    assert WORDS["quiz-wrong"]["en"] in said(app) and load_profile().known == ()
    app = answer(app, first)
    assert load_profile().known == (first,) and WORDS["quiz-right"]["en"] in said(app)
    app.run()
    assert lessons(app)[0].endswith("✓") and [each.proto.expanded for each in app.expander][:2] == [False, True]


def test_history_walks_the_layers() -> None:
    text = said(shelf(opened(), "history"))
    assert "1948" in text and text.index("1763") < text.index("2017")


def test_rows_are_put_in_their_place_and_comments_stay(tmp_path: Path) -> None:
    from glossary.writing import put_row

    file = tmp_path / "concepts/gpt/own.toml"
    file.parent.mkdir(parents=True)
    file.write_text("# mine\n[a]\nx = 1\n\n# about b\n[b]\ny = 2\n", encoding="utf-8")
    put_row(tmp_path, "concept", "gpt", "[a]\nx = 3\n")
    assert file.read_text(encoding="utf-8") == "# mine\n[a]\nx = 3\n\n# about b\n[b]\ny = 2\n"
    put_row(tmp_path, "concept", "gpt", "[c]\nz = 1")
    put_row(tmp_path, "concept", "gpt", "[b]\ny = 5")
    assert file.read_text(encoding="utf-8") == "# mine\n[a]\nx = 3\n\n# about b\n[b]\ny = 5\n\n[c]\nz = 1\n"
