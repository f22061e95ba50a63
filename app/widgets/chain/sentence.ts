/** A step of the chain in a sentence. Pure. */
import { t } from "../../language/words";
import { wordOf } from "../../explorer/activations";
import { spoken, subscript } from "../../figures/describe/number";
import { runChain, updated } from "./chain";
import type { ChainState } from "./definition";
import { factorLabel, type Moment } from "./scene";

/** Prints a number. */
type Write = (value: number) => string;

/** `write`: in plain digits to be spoken and read back, or as the page prints it. */
export function sentenceOf(state: ChainState, moment: Moment, write: Write = spoken): string {
  const { result, stage } = moment;
  switch (stage.kind) {
    case "start":
      return t("The input is x = {x}. Step forward to send it through the chain.", {
        x: write(state.x),
      });
    case "sum":
      return t("Neuron {neuron} weighs what it is given and adds its bias: z{neuron2} = {z}.", {
        neuron: stage.neuron,
        neuron2: subscript(stage.neuron),
        z: write(result.neurons[stage.neuron - 1]?.z ?? Number.NaN),
      });
    case "activation":
      return t("Its activation makes y{neuron} = {word}(z{neuron}) = {y}.", {
        neuron: subscript(stage.neuron),
        word: wordOf(state.activation),
        y: write(result.neurons[stage.neuron - 1]?.y ?? Number.NaN),
      });
    case "loss":
      return t("The chain gives {y} and should give {target}: the loss is E = {loss}.", {
        y: write(result.neurons.at(-1)?.y ?? state.x),
        target: write(state.target),
        loss: write(result.loss),
      });
    case "factor":
      return factorSentence(state, moment, write);
    case "update":
      return t(
        "Every weight takes one step against its gradient. The loss was {loss} and is now {loss2}.",
        {
          loss: write(result.loss),
          loss2: write(runChain(updated(state, result, state.learningRate)).loss),
        },
      );
    default:
      stage satisfies never;
      return "";
  }
}

function factorSentence(state: ChainState, { factors, lit }: Moment, write: Write): string {
  const factor = factors[lit ?? -1];
  if (factor === undefined) return "";
  return t("Times {factorLabel} = {value}: the product is now {product}.", {
    factorLabel: factorLabel(factor, state.w.length),
    value: write(factor.value),
    product: write(factor.product),
  });
}
