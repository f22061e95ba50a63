/** What a file of numbers can become in a lesson: the figures that take an array of its shape. */
import { t } from "../../language/words";
import type { Listed } from "../../lesson/language/own-arrays";
import { FILES } from "../../widgets/fields/own-files";
import { checkProperty, defaults } from "../../lesson/language/properties";
import type { Widget } from "../../widgets/widget";

export interface ArrayOffer {
  readonly title: string;
  /** The tag, without its id. */
  readonly kind: string;
  readonly property: string;
  readonly value: string;
  /** Further properties, as the tag writes them. */
  readonly more?: string;
}

/** Figures and their properties that are meant for numbers of an author's own, in order. */
const TARGETS = [
  ["conv", "input"],
  ["conv", "filter"],
  ["volume", "x"],
  ["volume", "w"],
  ["photo-filter", "filter"],
  ["pool", "input"],
  ["network", "input"],
] as const;
const MOST = 40;

export function offersOf(
  path: string,
  bytes: Uint8Array,
  arrays: readonly Listed[],
  registry: Readonly<Record<string, Widget>>,
): readonly ArrayOffer[] {
  const files = { pictures: [], arrays: { [path]: bytes } };
  if (FILES.sets.test(path)) return setOffers(path);
  const several = arrays.length > 1;
  const offers = arrays.flatMap(({ name, shape }) =>
    TARGETS.flatMap(([kind, property]): ArrayOffer[] => {
      const definition = registry[kind]?.definition;
      const schema = definition?.properties[property];
      if (definition === undefined || schema === undefined) return [];
      const value = several ? `${path}#${name}` : path;
      const checked = checkProperty(property, schema, value, files);
      if ("fault" in checked) return [];
      try {
        const own = { ...defaults(definition.properties), [property]: checked.value };
        definition.describe(definition.initial(own));
      } catch {
        return [];
      }
      const what = `${several ? `${name}, ` : ""}${shape.join("×")}`;
      return [{ title: `${definition.title}: ${property} (${what})`, kind, property, value }];
    }),
  );
  return [...weightOffers(path, arrays), ...offers].slice(0, MOST);
}

function setOffers(path: string): readonly ArrayOffer[] {
  const offer = (title: string, more: string): ArrayOffer => ({
    title,
    kind: "training",
    property: "data",
    value: path,
    more: `${more} shows="sentence loss accuracy pictures"`,
  });
  return [
    offer(t("A convolutional network that learns them"), 'network="conv" depth=3 width=8'),
    offer(t("A dense network that learns them"), 'network="dense" depth=3 width=32'),
  ];
}

/** Several tensors with biases among them are a network's. */
function weightOffers(path: string, arrays: readonly Listed[]): readonly ArrayOffer[] {
  if (!FILES.weights.test(path) || !arrays.some(({ name }) => /\.(?:b|bias)$/.test(name)))
    return [];
  const short = layersOf(arrays, (kernel) => ` pad ${kernel >> 1}`).join(" | ");
  const offer = (title: string, kind: string, more: string): ArrayOffer => ({
    title: t("{what}, with all weights of the file", { what: title }),
    kind,
    property: "weights",
    value: path,
    more,
  });
  return [
    offer(t("A network to train on"), "training", `network="${layersOf(arrays).join(", ")}"`),
    offer(t("Any number of a network"), "network", `spec="${short}"`),
    offer(t("A whole network"), "architecture", `network="${short}" view="run"`),
  ];
}

/** The layers that such tensors are likely of; their author knows the rest. */
function layersOf(
  arrays: readonly Listed[],
  padding: (kernel: number) => string = () => "",
): readonly string[] {
  const weights = arrays.filter(
    ({ name, shape }) => /\.(?:w|weight)$/.test(name) && shape.length > 1,
  );
  const flat = weights.findIndex(({ shape }) => shape.length === 2);
  const channels = weights[flat - 1]?.shape[0];
  return weights.flatMap(({ shape: [out = 1, inputs, rows, columns] }, at) => {
    const last = at === weights.length - 1;
    if (rows !== undefined)
      return [`conv ${out} ${rows}x${columns ?? rows}${padding(rows)}`, ...(last ? [] : ["relu"])];
    const joined = at === flat && channels !== undefined;
    const before = joined
      ? channels === inputs
        ? ["global_avgpool2d", "flatten"]
        : ["flatten"]
      : [];
    return [...before, `linear ${out}`, ...(last ? [] : ["relu"])];
  });
}

/** An id that no tag of the text has. */
export function freeId(text: string, wanted: string): string {
  const base = wanted.replace(/^[^a-z]+/, "").replaceAll(/[^a-z0-9-]+/g, "-") || "own";
  let id = base;
  for (let twin = 2; text.includes(`id="${id}"`); twin++) id = `${base}-${twin}`;
  return id;
}
