/**
 * accuracy: how many examples have their largest score at their label. logits [N,C], labels [N] →
 * into [1]. On a tie the first class counts. An example with a not-a-number score is wrong.
 */
import { type KernelDefinition, numbers } from "../../kernel";

export const accuracy: KernelDefinition = {
  name: "accuracy",
  slots: ["logits", "labels", "into"],
  defaults: {},
  run(tensors) {
    const logits = numbers(tensors, "logits");
    const labels = numbers(tensors, "labels");
    const classes = logits.length / labels.length;
    let right = 0;
    for (let n = 0; n < labels.length; n++) {
      let best = 0;
      let broken = false;
      for (let c = 0; c < classes; c++) {
        const score = logits[n * classes + c] ?? Number.NaN;
        if (Number.isNaN(score)) broken = true;
        if (score > (logits[n * classes + best] ?? Number.NaN)) best = c;
      }
      if (!broken && best === labels[n]) right += 1;
    }
    numbers(tensors, "into")[0] = right;
  },
};
