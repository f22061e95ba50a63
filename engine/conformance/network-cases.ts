/**
 * Layer tables of whole networks (`networks.json`): each is read as a spec, and shapes, parameters,
 * multiply-adds and totals that follow from the spec must come out exactly. Networks that we ship
 * under the same name must have the same totals.
 */
import { messageOf } from "../core/errors";
import { isObject, type Json, parseJson } from "../core/json";
import { type Listing, listing, specFromListing } from "../graph/listing";
import { networks } from "../graph/networks/index";
import type { Open } from "./cases";
import type { Verdict } from "./run";

/** What a table says about itself, not about the network. */
const ASIDE: ReadonlySet<string> = new Set(["source", "mode", "published", "attrs"]);
const TOTALS = [
  "output_shape",
  "total_params",
  "total_macs",
  "total_buffers",
  "activation_elements",
];

/** Nothing when the folder has no `networks.json`. */
export async function* runNetworks(open: Open): AsyncGenerator<Verdict> {
  const bytes = await open("networks.json");
  if (bytes === null) return;
  const file = parseJson(new TextDecoder().decode(bytes), { depth: 16 });
  const list = isObject(file) ? file.get("networks") : null;
  for (const table of Array.isArray(list) ? list : []) {
    const name = isObject(table) ? String(table.get("name")) : "?";
    yield { id: `networks/${name}`, op: "network", tier: null, problem: problemOf(name, table) };
  }
}

function problemOf(name: string, table: Json): string | null {
  try {
    const read = difference(comparable(listing(specFromListing(table))), table, name);
    if (read !== null) return read;
    const shipped = networks[name]?.();
    return shipped === undefined || !isObject(table) ? null : totalsDiffer(listing(shipped), table);
  } catch (error) {
    return messageOf(error);
  }
}

/** A layer that is called again has its own name in a spec; a trace writes "#2" once too often. */
function comparable(ours: Listing): Listing {
  const plain = (layer: string): string => layer.replace(/-\d+$/, "");
  return {
    ...ours,
    layers: ours.layers.map((layer) => ({
      ...layer,
      name: plain(layer.name),
      inputs: layer.inputs.map(plain),
    })),
  };
}

function totalsDiffer(ours: Listing, table: ReadonlyMap<string, Json>): string | null {
  const totals = new Map(Object.entries(ours));
  for (const key of TOTALS) {
    const problem = difference(
      totals.get(key),
      table.get(key) ?? null,
      `our own ${ours.name}: ${key}`,
    );
    if (problem !== null) return problem;
  }
  return null;
}

/** The first place where the two differ, in words. A key that only the table has differs. */
function difference(ours: unknown, theirs: Json, where: string): string | null {
  if (isObject(theirs)) {
    const own =
      typeof ours === "object" && ours !== null
        ? new Map<string, unknown>(Object.entries(ours))
        : new Map<string, unknown>();
    for (const [key, value] of theirs) {
      const problem = ASIDE.has(key) ? null : difference(own.get(key), value, `${where}.${key}`);
      if (problem !== null) return problem;
    }
    return null;
  }
  if (Array.isArray(theirs)) {
    const own: readonly unknown[] = Array.isArray(ours) ? ours : [];
    if (own.length !== theirs.length)
      return `${where} has ${own.length} entries, expected ${theirs.length}`;
    for (const [at, value] of theirs.entries()) {
      const problem = difference(own[at], value, `${where}[${at}]`);
      if (problem !== null) return problem;
    }
    return null;
  }
  return ours === theirs ? null : `${where} is ${String(ours)}, expected ${String(theirs)}`;
}
