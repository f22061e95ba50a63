/**
 * What the network's last layer reads of held-out pictures, on two axes: those along which these
 * numbers spread most.
 */
import { size } from "../../../../engine/core/shape";
import { principal } from "../../../../engine/core/principal";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { sharesOf } from "../ask/classes";
import { type AskedPictures, type Subject, throughAll } from "./subject";

export interface Embedding extends AskedPictures {
  /** Of each picture: right and up. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What the network says. */
  readonly said: Uint8Array;
  /** Cross-entropy of each picture. */
  readonly losses: Float64Array;
  /** Of the whole variance, on each axis. */
  readonly shares: readonly number[];
}

/** What the last layer with weights reads; "input" where nothing comes before it. */
export function lastRead({ layers, spec }: NetworkShapes): {
  readonly name: string;
  readonly columns: number;
} {
  const last = layers.findLast(({ kind }) => kind === "linear" || kind === "conv2d");
  const name = last?.inputs[0] ?? "input";
  const found = layers.find((layer) => layer.name === name);
  return { name, columns: size(found?.shape ?? spec.input) };
}

export async function embed(network: NetworkShapes, subject: Subject): Promise<Embedding> {
  const { held, batch, dataset } = subject;
  const { name, columns } = lastRead(network);
  const count = Math.floor(held / batch) * batch;
  const read = name === "input" ? "input" : `${name}.y`;
  const scores = `${network.output.name}.y`;
  const features = new Float64Array(count * columns);
  const said = new Uint8Array(count);
  const losses = new Float64Array(count);
  const asked = await throughAll(network.spec, subject, [read, scores], (found, first) => {
    features.set(found.get(read)?.data ?? [], first * columns);
    for (const [row, numbers] of rowsOf(found.get(scores)?.data ?? [], batch).entries()) {
      const own = sharesOf(network, numbers);
      const at = first + row;
      said[at] = own.indexOf(Math.max(...own));
      losses[at] = -Math.log(own[dataset.labels[dataset.training + at] ?? -1] ?? 0);
    }
  });
  const { places, shares } = principal(features, columns, 2);
  const [x = new Float64Array(count), y = new Float64Array(count)] = places;
  return { ...asked, x, y, said, losses, shares };
}

function rowsOf(scores: ArrayLike<number>, rows: number): readonly (readonly number[])[] {
  const [all, columns] = [Array.from(scores), scores.length / rows];
  return Array.from({ length: rows }, (_, row) => all.slice(row * columns, (row + 1) * columns));
}
