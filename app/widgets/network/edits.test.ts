/** Numbers that a text changes: one cell, or all behind fewer indices; later ones count. */
import { expect, test } from "vitest";
import { network } from "./definition";

function valuesOf(edits: string) {
  const input = Array.from({ length: 3 }, () => [[2, 1, -1]]);
  return network.values(
    network.initial({ spec: "p: softmax", input, axes: "vectors", of: "input.dy", edits }),
  );
}

test("all cells, then single ones: with one gradient of 1 a row the result is the Jacobian", () => {
  const values = valuesOf("p.dy=0; p.dy[0][0]=1; p.dy[1][1]=1; p.dy[2][2]=1");
  expect([...(values["p.dy"]?.data ?? [])]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const p = [...(values["p.y"]?.data ?? [])].slice(0, 3);
  const jacobian = p.flatMap((row, i) => p.map((column, j) => row * ((i === j ? 1 : 0) - column)));
  const found = [...(values["input.dy"]?.data ?? [])];
  expect(found).toHaveLength(9);
  for (const [at, value] of found.entries()) expect(value).toBeCloseTo(jacobian[at] ?? 9, 12);
});

test("a row by its index; what is not there changes nothing", () => {
  const values = valuesOf("p.dy=2; p.dy[1]=5; p.dy[9]=7; p.dy[0][0][0]=7; q.dy=7");
  expect([...(values["p.dy"]?.data ?? [])]).toEqual([2, 2, 2, 5, 5, 5, 2, 2, 2]);
});
