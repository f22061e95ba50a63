/** One network: its drawing, its table, its totals, what a layer sees of the picture, and its description to change. */
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { networkMemory } from "../../../engine/graph/memory";
import { patchAt } from "../../../engine/graph/receptive";
import { layerNamed, type NetworkShapes } from "../../../engine/graph/shapes";
import { FieldOnPicture } from "../../figures/network/FieldOnPicture";
import { NetworkStrip, type StripLayer } from "../../figures/network/NetworkStrip";
import { formatHash, goTo } from "../../shell/address";
import { copyOrSave } from "../../shell/copy";
import { Header } from "../../shell/Header";
import { useAddress } from "../../shell/useAddress";
import { moduleLines } from "../../widgets/network-torch";
import type { Entry } from "./catalogue";
import { LayerTable } from "./LayerTable";
import styles from "./networks.module.css";
import { bytes, exact, rowsOf } from "./rows";
import { SpecEditor } from "./SpecEditor";

const BATCHES = [1, 32, 64, 256] as const;

export function NetworkPage({ entry, original }: { readonly entry: Entry; readonly original: NetworkShapes }): ReactNode {
  const [network, setNetwork] = useState(original);
  const [chosen, choose] = useChosenLayer(entry.id, network);
  const strip = useMemo(() => stripOf(network), [network]);
  useEffect(() => {
    document.title = `${entry.title} · ConvLab`;
  }, [entry]);
  return (
    <>
      <Header>
        <a className={styles["place"]} href="#/networks">
          Networks
        </a>
      </Header>
      <main className={styles["page"]} tabIndex={-1}>
        <section className={styles["opening"]}>
          <h1>{entry.title}</h1>
          <p className={styles["sentence"]}>{entry.from}</p>
          <Totals network={network} />
          <Take network={network} id={entry.id} />
        </section>
        <div className={styles["drawing"]}>
          <NetworkStrip title={`The layers of ${entry.title}`} layers={strip} chosen={chosen} onChoose={choose} />
        </div>
        {chosen === null ? <p className={styles["hint"]}>Choose a layer to see what one of its numbers sees of the picture.</p> : null}
        {chosen === null ? null : <Seen network={network} name={chosen} />}
        <LayerTable rows={rowsOf(network)} chosen={chosen} onChoose={choose} title={`Layers of ${entry.title}`} />
        <SpecEditor original={original} onNetwork={setNetwork} />
      </main>
    </>
  );
}

/** The chosen layer is in the address, so that a link opens it. */
function useChosenLayer(id: string, network: NetworkShapes): readonly [string | null, (name: string) => void] {
  const { parameters } = useAddress();
  const [chosen, setChosen] = useState<string | null>(() => parameters.get("layer") ?? null);
  const choose = (name: string): void => {
    const next = name === chosen ? null : name;
    setChosen(next);
    goTo(formatHash("networks", [id], new Map(next === null ? [] : [["layer", next]])), "replace");
  };
  const known = chosen === "input" || (chosen !== null && layerNamed(network, chosen) !== undefined);
  return [known ? chosen : null, choose];
}

function Totals({ network }: { readonly network: NetworkShapes }): ReactNode {
  const [batch, setBatch] = useState<number>(1);
  const memory = useMemo(() => networkMemory(network.spec, batch), [network, batch]);
  return (
    <dl className={styles["totals"]}>
      <Total name="Parameters" value={exact(network.parameterCount)} />
      <Total name="Multiply-adds a picture" value={exact(network.multiplyAdds)} />
      <Total name="Memory in use" value={bytes(memory.use)} />
      <Total name="Memory in training" value={bytes(memory.training)} />
      <div>
        <dt>
          <label htmlFor="batch">Pictures at a time</label>
        </dt>
        <dd>
          <select id="batch" value={batch} onChange={(event) => setBatch(Number(event.currentTarget.value))}>
            {BATCHES.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </dd>
      </div>
    </dl>
  );
}

function Total({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Take({ network, id }: { readonly network: NetworkShapes; readonly id: string }): ReactNode {
  const [said, setSaid] = useState("");
  const take = async (text: string, file: string, what: string): Promise<void> => {
    setSaid(`${what} ${await copyOrSave(file, text)}`);
  };
  const torch = (): string => ["import torch", "from torch import nn", "", ...moduleLines(network.spec), ""].join("\n");
  return (
    <div className={styles["row"]}>
      <button type="button" className="button" onClick={() => void take(torch(), `${id}.py`, "PyTorch code")}>
        Copy PyTorch code
      </button>
      <button
        type="button"
        className="button"
        onClick={() => void take(JSON.stringify(network.spec, null, 2), `${id}.json`, "Description")}
      >
        Copy the description
      </button>
      <span aria-live="polite">{said}</span>
    </div>
  );
}

/** What the middle cell of a layer's output sees. */
function Seen({ network, name }: { readonly network: NetworkShapes; readonly name: string }): ReactNode {
  const [, height = 1, width = 1] = network.spec.input;
  const layer = layerNamed(network, name);
  if (layer === undefined) return null;
  const [, rows = 1, columns = 1] = layer.shape;
  const [row, column] = layer.shape.length === 3 ? [Math.floor(rows / 2), Math.floor(columns / 2)] : [0, 0];
  const patch = patchAt(layer.field, row, column, height, width);
  const where = layer.shape.length === 3 ? `The number in row ${row}, column ${column} of each map` : "Every number";
  return (
    <figure className={styles["seen"]}>
      <FieldOnPicture height={height} width={width} patch={patch} />
      <figcaption>
        <b>{name}</b>: {where} sees rows {patch.top} to {patch.bottom - 1} and columns {patch.left} to {patch.right - 1} of the picture,{" "}
        {exact((patch.bottom - patch.top) * (patch.right - patch.left))} of {exact(height * width)} pixels.
      </figcaption>
    </figure>
  );
}

function stripOf({ spec, layers }: NetworkShapes): readonly StripLayer[] {
  const picture: StripLayer = { name: "input", op: "input", inputs: [], shape: spec.input, parameters: 0 };
  return [
    picture,
    ...layers.map(({ name, kind, inputs, shape, parameterCount }) => ({ name, op: kind, inputs, shape, parameters: parameterCount })),
  ];
}
