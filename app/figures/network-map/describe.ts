/** What an item of the map says of itself, from its layers. Pure. */
import { t } from "../../language/words";
import { COVER } from "../marks/covered";
import { exact, fieldText, share, short } from "./counts";
import { PICTURE } from "./graph";
import { foldable, type Item, type Outline } from "./item";
import { type Opened, isOpen, shapeText, visibleItems } from "./visible";

export interface Fact {
  readonly name: string;
  /** What a question hides it by, as in the text: `conv1.parameters`. */
  readonly tensor: string;
  readonly value: string;
}

/** What is in an item, what it costs, how much of the whole that is, and what it sees after it. */
export function factsOf(outline: Outline, item: Item): readonly Fact[] {
  const { network, graph } = outline;
  const named = (what: string): string => `${item.name}.${what}`;
  const shape = {
    name: t("Output"),
    tensor: named("output"),
    value: shapeText(outline, item.last),
  };
  const last = graph.layers[item.last];
  if (item.last === PICTURE || last === undefined) return [shape];
  const { parameters, multiplyAdds } = costOf(outline, item);
  const count = item.last - item.first + 1;
  return [
    ...(count > 1 ? [{ name: t("Layers"), tensor: named("layers"), value: exact(count) }] : []),
    shape,
    {
      name: t("Parameters"),
      tensor: named("parameters"),
      value: costText(parameters, network.parameterCount),
    },
    {
      name: t("Multiply-adds"),
      tensor: named("multiplyAdds"),
      value: costText(multiplyAdds, network.multiplyAdds),
    },
    {
      name: t("Each number sees"),
      tensor: named("sees"),
      value: t("{size} pixels", { size: fieldText(last) }),
    },
  ];
}

function costText(count: number, of: number): string {
  return count === 0 ? t("none") : `${exact(count)}, ${share(count, of)}`;
}

function costOf(
  { graph }: Outline,
  { first, last }: Item,
): { readonly parameters: number; readonly multiplyAdds: number } {
  const layers = graph.layers.slice(Math.max(0, first), last + 1);
  return {
    parameters: layers.reduce((sum, layer) => sum + layer.parameterCount, 0),
    multiplyAdds: layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0),
  };
}

/** An item in one breath, for somebody who does not see it. */
export function spoken(outline: Outline, item: Item, covered: ReadonlySet<string>): string {
  const { parameters } = costOf(outline, item);
  const whole = outline.network.parameterCount;
  return [
    item.label,
    item.says,
    covered.has(`${item.name}.output`) ? COVER : shapeText(outline, item.last),
    parameters === 0 || covered.has(`${item.name}.parameters`)
      ? ""
      : t("{parameters} parameters, {share}", {
          parameters: short(parameters),
          share: share(parameters, whole),
        }),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** What the lines would say of the shapes that a question asks for. */
export function askedShapes(outline: Outline, covered: ReadonlySet<string>): ReadonlySet<string> {
  const asked = [...outline.items.values()].filter(({ name }) => covered.has(`${name}.output`));
  return new Set(asked.map(({ last }) => shapeText(outline, last)));
}

/** The state of the whole map in words. */
export function described(outline: Outline, opened: Opened): string {
  const seen = visibleItems(outline, opened);
  const open = [...outline.items.values()].filter(
    (item) => item.level !== "network" && isOpen(item, opened),
  );
  const folded = seen.filter(foldable).length;
  const { layers } = outline.network;
  return [
    t("{layers} layers in {seen} parts, {folded} of them folded.", {
      layers: exact(layers.length),
      seen: exact(seen.length - 1),
      folded: exact(folded),
    }),
    open.length === 0
      ? ""
      : open.length > 4
        ? t("{open} parts are open.", { open: exact(open.length) })
        : t("Open: {open}.", { open: open.map(({ name }) => name).join(", ") }),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
