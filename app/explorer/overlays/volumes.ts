/** Sheets of volumes: a convolution reads all channels of its input at once. */
import { valueName } from "../../../engine/graph/layer-shapes";
import { volumesOf } from "../volumes";
import type { Overlay, OverlayContext } from "./overlay";

export function volumesOverlay({
  numbers,
  layer,
  slot,
  backward,
  view,
}: OverlayContext): Overlay | null {
  const { w } = layer.parameters;
  const [input] = layer.inputs;
  const [shape] = layer.inputShapes;
  const wanted = view.volumes !== undefined || (view.panels === undefined && (shape?.[0] ?? 1) > 1);
  const grouped = layer.attributes["groups"] !== 1;
  if (w?.length !== 4 || shape?.length !== 3 || input === undefined || grouped || !wanted)
    return null;
  const { name } = layer;
  const opens = view.opened?.includes(`${name}.y`) === true;
  const gradient = (of: string): boolean => backward && slot === of;
  if (numbers.shape(`${name}.y`)[0] !== 1) return null; // a batch has no single volume
  return {
    volumes: {
      layer: name,
      input: gradient("x") ? `${input}.dy` : valueName(input),
      filter: gradient("w") ? `${name}.dw` : `${name}.w`,
      bias: layer.parameters["b"] === undefined ? null : gradient("b") ? `${name}.db` : `${name}.b`,
      output: backward ? `${name}.dy` : opens ? view.of : `${name}.y`,
      forward: !backward,
      drawn: volumesOf,
    },
  };
}
