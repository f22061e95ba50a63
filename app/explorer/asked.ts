/**
 * The answer to "who uses this number?": how many, what it meets in each, and how that compares.
 */
import { t } from "../language/words";
import type { Cell, Constant } from "../../engine/core/expression";
import { size } from "../../engine/core/shape";
import { valueAt } from "../../engine/core/tensor";
import { type Numbers, present } from "../../engine/explain/numbers";
import type { Use } from "../../engine/explain/uses";
import { capital } from "../figures/describe/capital";
import { spoken } from "../figures/describe/number";
import type { Asked, CellAt, UsedBy } from "../figures/scene/scene";
import { hueOf, shortName, spokenName } from "./names";
import { countsOf } from "./use-counts";

/** In a larger tensor the uses of the other cells are not counted. */
const MOST_COUNTED = 400;

/** `name`: of the cell that is asked. */
export function askedOf(numbers: Numbers, at: CellAt, name: string, uses: readonly Use[]): Asked {
  return {
    at,
    words: wordsOf(numbers, at, name, uses),
    uses: uses.map(
      (use): UsedBy => ({
        at: { tensor: use.tensor, index: use.index },
        name: shortName(numbers, use),
        ...partnerOf(numbers, use),
      }),
    ),
  };
}

function partnerOf(numbers: Numbers, { partner, factor }: Use): Pick<UsedBy, "partner" | "role"> {
  if (partner === null) return { partner: `× ${spoken(factor)}`, role: "constant" };
  return {
    partner: `${metName(numbers, partner)} ${spoken(partner.value)}`,
    role: partner.kind === "cell" ? partner.role : "constant",
  };
}

function metName(numbers: Numbers, partner: Cell | Constant): string {
  if (partner.kind === "constant") return partner.note ?? "";
  return partner.role === "weight" ? t("weight") : spokenName(numbers, partner.tensor);
}

function wordsOf(numbers: Numbers, at: CellAt, name: string, uses: readonly Use[]): string {
  const value = spoken(valueAt(present(numbers, at.tensor), at.index));
  const what = t("{name} is {value}.", { name: capital(name), value });
  const count = uses.length;
  if (count === 0) return t("{what} No number depends on it.", { what });
  const role = hueOf(numbers, at.tensor, "");
  if (role === "weight" && isShared(numbers, at, count))
    return t(
      "{what} It is used once for every output, {count} times in all: one filter is shared by all places. It meets:",
      { what, count },
    );
  const most = mostUses(numbers, at.tensor);
  const compared =
    most === null
      ? ""
      : most === count
        ? t(", as many as on any cell here")
        : t("; on the most used cell here {most}", { most });
  const meets = count === 1 ? t("There it meets:") : t("In each it meets:");
  return t(
    "{what} {count, plural, one {# number depends} other {# numbers depend}} on it{compared}. {meets}",
    { what, count, compared, meets },
  );
}

/** Every place of an output channel reads the same weight. */
function isShared(numbers: Numbers, { tensor }: CellAt, count: number): boolean {
  const owner = tensor.slice(0, tensor.lastIndexOf("."));
  const places = size(numbers.shape(`${owner}.y`).slice(2));
  return places > 1 && places === count;
}

function mostUses(numbers: Numbers, tensor: string): number | null {
  if (size(numbers.shape(tensor)) > MOST_COUNTED) return null;
  return Math.max(...countsOf(numbers, tensor).data);
}
