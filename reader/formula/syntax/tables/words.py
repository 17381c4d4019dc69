"""Words that authors type as plain letters in a formula, and words that are prose there.

TeX sets ``pos`` as three letters side by side; a reader knows that it is a word. A run of plain letters is one name
when it stands here or joins words by ``\\_``; every other run is a product of single letters.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMES = _words("""
    acc accuracy act action actor adv advantage agent aggr alg alpha attn attention aux avg backward baseline batch
    best beta bias bin body bound bow budget cat causal cell class clip cls cluster coef cond config const context
    corr correct cost count cov cross critic cur current data dataset dec decay decode decoder delta dense depth
    desc dev diff disc disp dist div dropout edge embed embedding emb enc encode encoder energy entropy env episode
    epoch epochs epsilon error eval expert false feat feature features ffn final first fit flow forward freq full
    function fwd gain gate gated gelu generator global goal grad gradient graph hard head heads height hid hidden
    high hinge hyp ind index info init input inputs inter iter item items join key keys kernel label labels last lat
    latent layer layers leaf learning left len length level like likelihood linear link list loc local logit logits
    loss losses low lower lrate lstm margin mask mean mem memory merge meta metric mid mix mlp model mul multi neg
    neighbor net new next node noise none norm normal null num obj obs old opt optimal order orig out output outputs
    pad pair param params parent patch path phase point policy pool pos position positive post pred prediction prev
    prior prob probs prod prompt proj query quantile rand random rate ratio ref reg regret rel res reset residual
    resp response ret return reward right risk rms rnn root roll round sample samples scale score scores seed select
    self seq sequence shape sigm sim size skip soft softplus source src stage start state std stop step steps
    student style sub sum swish sys tag target task teacher temp temperature term test tgt threshold time token
    tokens top total train training trans trg true trunc type unif uniform unit update upper user val valid value
    values var variance vec vector vocab vol warmup weight weights width window word words GELU ELU SiLU Attention
    MultiHead Concat Linear Softmax Sigmoid LayerNorm Norm Dropout Embed Encoder Decoder KLD ELBO MSE NLL MAE RMSE
    MLP FFN RNN LSTM GRU CNN BLEU ROUGE MHA GAE PPO DPO SFT CTC TVD BCE IoU CLS SEP PMI MMD Cov Var Loss Reward
    Score Train Test Conv Pool Beta Gamma Bern Beta Cat Dir Uniform Normal Poisson Bin Bernoulli Gaussian Binomial
    Gumbel Err err Acc Prec Perf Sim Dist Ent Enc Dec Proj Attn
""")

# Two letters are a name only where an argument or a script follows, as in PE(x) or CE_{...}, or where they are defined:
# lr = 0.1.
SHORT_NAMES = _words("""
    PE CE JS MI IG LN BN EI UCB TV FN FP TP TN lr
""")

# Words of prose: a run that is one of these is text, and \text{...} made of them names nothing.
PROSE = _words("""
    a all also and any are as assume at be because but by can case cases constant constraints convex def defined
    denote denotes each else even every everywhere exactly exists fixed follows for from given has have hence holds
    hold if in independent iff is it its large least let may minimize maximize most not odd of on only or otherwise
    over s.t. satisfies satisfying set such sufficiently small some subject than that the then there therefore thus to
    under unless using we when whenever where which while with without st respectively i.e. e.g. etc else. exist
    i.i.d. iid resp. w.r.t. w.p. a.s. a.e. no yes say so obtain obtains get gets between
""")

# Named operators that are typed as letters.
PLAIN_FUNCTIONS = _words("""
    log ln exp sin cos tan tanh cosh sinh max min argmax argmin sup inf lim det dim arg Pr softmax sigmoid sign sgn
    diag tr Tr rank KL ReLU relu
""")
