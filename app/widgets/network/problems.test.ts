/** What an author is told of properties that do not belong to the network. */
import { expect, test } from "vitest";
import { editsProblem, MOST_EDITS } from "./edits";
import { network } from "./definition";
import { problems as problemsOf } from "./problems";

const problems = (properties: Readonly<Record<string, string>>) =>
  problemsOf(properties, network.initial(properties));

const BASE = { spec: "c: conv 2 3x3 | relu | flat: flatten | f: linear 3", of: "f.y" };

test("what fits is no problem", () => {
  expect(
    problems({ ...BASE, edits: "c.w[0]=1; input[0][0][1][1]=4", panels: "input c.y" }),
  ).toEqual({});
  expect(problems({ spec: "lenet5", of: "" })).toEqual({});
});

test("a network that does not fit its input is named with the reason, not replaced in silence", () => {
  const found = problems({ ...BASE, spec: "c: conv 2 9x9" });
  expect(found["spec"]?.message).toMatch(/9×9 kernel does not fit/);
  expect(network.initial({ ...BASE, spec: "c: conv 2 9x9" }).spec).not.toBe("c: conv 2 9x9");
});

test("a tensor that the network does not have, with the nearest that it has", () => {
  expect(problems({ ...BASE, of: "f.x" })["of"]).toMatchObject({ suggestion: "f.y" });
  expect(problems({ ...BASE, panels: "input d.y" })["panels"]?.message).toMatch(/"d.y"/);
});

test("a changed number of no tensor, or outside one", () => {
  expect(problems({ ...BASE, edits: "q.w=1" })["edits"]?.message).toMatch(/"q.w"/);
  expect(problems({ ...BASE, edits: "c.w[2]=1" })["edits"]?.message).toBe("c.w[2] lies outside");
});

test("changed numbers that cannot be read, or are too many, are refused in words", () => {
  expect(editsProblem("c.w[0=4")?.message).toBe('"c.w[0=4" is no changed number');
  expect(editsProblem("c.w=1e9")?.message).toMatch(/is no changed number/);
  const many = Array.from({ length: MOST_EDITS + 1 }, (_, at) => `c.w=${at}`);
  expect(editsProblem(many.join(";"))?.message).toMatch(/65 numbers/);
  expect(editsProblem(many.slice(1).join("; "))).toBeNull();
});
