/** A module that is built from branches is the network that its text says. */
import { expect, test } from "vitest";
import { fields, shownNetwork } from "./definition";
import { branchesIn, joined, readBranches } from "./branches";

const WRITTEN =
  "1×1 = b1: conv 64 1x1 from input; 3×3 = r3: conv 96 1x1 from input | b3: conv 128 3x3 pad 1 from r3; pool = pool: pool 3 stride 1 pad 1 from input";
const branches = readBranches(WRITTEN);

test("branches are read with their labels and ends", () => {
  expect(branches.map(({ label, end }) => [label, end])).toEqual([
    ["1×1", "b1"],
    ["3×3", "b3"],
    ["pool", "pool"],
  ]);
  expect(() => readBranches("1×1 = conv 64 1x1 from input")).toThrow(/label = name/);
});

test("every choice of branches is a network whose maps and parameters are the branches'", () => {
  const alone = branches.map((branch) => countsOf(joined([branch])));
  for (let choice = 1; choice < 2 ** branches.length; choice++) {
    const taken = branches.filter((_, at) => (choice >> at) % 2 === 1);
    const network = joined(taken);
    expect([...branchesIn(network, branches)]).toEqual(taken);
    const { maps, parameters, multiplyAdds } = countsOf(network);
    const sum = (pick: (counts: ReturnType<typeof countsOf>) => number): number =>
      taken.reduce((all, one) => all + pick(alone[branches.indexOf(one)] ?? countsOf("")), 0);
    expect(maps).toBe(sum((counts) => counts.maps));
    expect(parameters).toBe(sum((counts) => counts.parameters));
    expect(multiplyAdds).toBe(sum((counts) => counts.multiplyAdds));
  }
});

function countsOf(network: string) {
  const state = fields.restore({ network, input: "192x28x28" }, fields.standard);
  const { output, parameterCount, multiplyAdds } = shownNetwork(state);
  return { maps: output.shape[0] ?? 0, parameters: parameterCount, multiplyAdds };
}
