/** draw on the GPU: one dispatch, or one for each part of a tensor that no binding holds. */
import { type Dispatch, everyPass, linear, partsOf } from "../../../backends/webgpu/kernel";
import { real } from "../../../backends/webgpu/settings";
import { size } from "../../../core/shape";
import source from "./draw.wgsl?raw";

export const kernels = everyPass((call): readonly Dispatch[] => {
  const shape = call.shape("into");
  if (size(shape) === 0) return [];
  const row = size(shape.slice(1));
  const [STREAM, CENTRE, HALF] = [
    real(call.attributes, "stream") >>> 0,
    bits(real(call.attributes, "centre")),
    bits(real(call.attributes, "half")),
  ];
  return partsOf(shape, call.largest).map(({ from, count }) => {
    const words = count * row;
    return {
      name: "draw",
      source,
      entry: "main",
      constants: {},
      shape: { STREAM, CENTRE, HALF, FIRST: from * row },
      operands: [{ slot: "into", from: from * row, words }],
      groups: linear(words),
      work: 16 * words,
    };
  });
});

/** The four bytes of a float as a whole number. */
function bits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
}
