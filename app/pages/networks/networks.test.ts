import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { networks } from "../../../engine/graph/networks";
import { CATALOGUE, networkNamed, readSpec } from "../../explorer/catalogue";
import { torchClass } from "../../../engine/code/write";
import { short } from "../../figures/network-map/counts";
import { rowsOf } from "../../figures/layer-table/rows";

interface Golden {
  readonly networks: readonly {
    readonly name: string;
    readonly total_params: number;
    readonly layers: readonly { name: string; params: number; macs: number }[];
  }[];
}

const golden = JSON.parse(readFileSync("engine/golden/networks.json", "utf8")) as Golden;

describe("the pages of networks", () => {
  it("has one for every network of the engine, and no other", () => {
    expect(CATALOGUE.map(({ id }) => id).toSorted()).toEqual(Object.keys(networks).toSorted());
    expect(networkNamed("toString")).toBeUndefined();
  });

  it("lists the very counts of PyTorch", () => {
    expect(golden.networks).toHaveLength(13);
    for (const { name, total_params, layers } of golden.networks) {
      const network = networkNamed(name);
      if (network === undefined) throw new Error(`there is no page of ${name}`);
      const rows = rowsOf(network);
      expect(rows.reduce((sum, row) => sum + row.parameters, 0)).toBe(total_params);
      const counts = new Map(rows.map((row) => [row.name, [row.parameters, row.multiplyAdds]]));
      for (const layer of layers)
        expect(counts.get(layer.name), `${name} ${layer.name}`).toEqual([layer.params, layer.macs]);
    }
  });

  it("writes a layer's window as papers do", () => {
    const network = networkNamed("alexnet_two_tower");
    const [first] = network === undefined ? [] : rowsOf(network);
    expect(first).toMatchObject({
      kernel: "11×11",
      stride: "4",
      output: "96×55×55",
      field: "11×11 every 4",
    });
    expect([short(61_706), short(138_357_544), short(7), short(1_000)]).toEqual([
      "61.7 k",
      "138.4 M",
      "7",
      "1.00 k",
    ]);
  });

  it("writes PyTorch whose names are Python's, one for each layer, for every network", () => {
    for (const { id } of CATALOGUE) {
      const network = networkNamed(id);
      const lines = network === undefined ? [] : torchClass(network.spec).lines;
      const defined = lines.flatMap(
        (line) =>
          /^ {8}self\.(\S+) = nn\.|^ {8}self\.(\S+) = /.exec(line)?.slice(1).find(Boolean) ?? [],
      );
      expect(defined.length, id).toBeGreaterThan(5);
      expect(
        defined.every((name) => /^[A-Za-z_]\w*$/.test(name)),
        id,
      ).toBe(true);
      expect(new Set(defined).size, id).toBe(defined.length);
    }
  });

  it("says in words what is wrong with a description", () => {
    const read = readSpec(
      '{"format":1,"name":"x","input":[3,8,8],"layers":[{"name":"c","op":"conv2","out_channels":2}]}',
    );
    expect("problem" in read && read.problem).toContain("conv2d");
    for (const nonsense of [
      "",
      "{",
      "[]",
      "null",
      '{"format":1,"name":"x","input":[3],"layers":[]}',
    ])
      expect(readSpec(nonsense)).toHaveProperty("problem");
  });
});
