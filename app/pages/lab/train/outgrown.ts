/** Whether a run is too much for a tab: memory against its limit, and hours. Pure. */
import { t } from "../../../language/words";
import { megabytes } from "../../../../engine/data/formats/limits";
import { networkMemory } from "../../../../engine/graph/memory";
import { networkShapes } from "../../../../engine/graph/shapes";
import type { Recipe } from "../../../../engine/train/recipe";
import { counted } from "../../../language/numerals";
import { duration } from "../../../runs/time-left";

/** Bytes that the processor's backend may take. */
const ROOM = 1.5 * 2 ** 30;
/** Seconds that are too many for a page that must stay open. */
const LONG = 2 * 3600;
/** Multiply-adds a second where nothing is measured yet: one core with SIMD. */
const USUAL = 5e9;
/** Backwards costs twice as much as forwards. */
const PASSES = 3;

/** Full sentences; "" where the tab is enough. `perSecond`: pictures, 0: not measured yet. */
export function outgrown(recipe: Recipe, steps: number, perSecond: number): string {
  const { network, batch, optimiser } = recipe;
  const { multiplyAdds, parameterCount } = networkShapes(network);
  const each = perSecond > 0 ? 1 / perSecond : (PASSES * multiplyAdds) / USUAL;
  const seconds = steps * batch * each;
  const said: string[] = [];
  // Compiling it takes a moment: only what is large is asked.
  if (parameterCount > 1e6 || multiplyAdds * batch > 1e9) {
    const { training } = networkMemory(network, batch, optimiser);
    if (training > ROOM)
      said.push(
        t("A step with {batch} pictures takes {bytes} of memory; a tab has {room}.", {
          batch: counted(batch),
          bytes: megabytes(training),
          room: megabytes(ROOM),
        }),
      );
  }
  if (seconds > LONG) {
    const how =
      perSecond > 0
        ? t("at the {count} pictures a second that are measured", {
            count: counted(Math.round(perSecond)),
          })
        : t("at 5 billion multiply-adds a second, as one core has them");
    const time = duration(seconds);
    said.push(t("{steps} steps would take {time} {how}.", { steps: counted(steps), time, how }));
  }
  return said.join(" ");
}
