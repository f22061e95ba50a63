/**
 * One network: its drawing, its table, its totals, what a layer sees of the picture, and its
 * description to change.
 */
import { t, word } from "../../language/words";
import { rich } from "../../language/rich";
import { type ReactNode, useMemo, useState } from "react";
import { networkMemory } from "../../../engine/graph/memory";
import { patchAt } from "../../../engine/graph/receptive";
import { layerNamed, type NetworkShapes } from "../../../engine/graph/shapes";
import { Button } from "../../figures/marks/controls/Button";
import { FieldOnPicture } from "../../figures/network/FieldOnPicture";
import { exact } from "../../figures/network-map/counts";
import { NetworkMap } from "../../figures/network-map/NetworkMap";
import type { Opened } from "../../figures/network-map/visible";
import { formatHash, goTo } from "../../shell/address";
import { copyOrSave } from "../../shell/copy";
import { Page } from "../../shell/Page";
import { useAddress } from "../../shell/useAddress";
import { torchModule } from "../../../engine/code/write";
import type { Entry } from "../../explorer/catalogue";
import { LayerTable } from "../../figures/layer-table/LayerTable";
import styles from "./networks.module.css";
import { type MapState, openFor, readState, writeState } from "./map-state";
import { bytes, rowsOf } from "../../figures/layer-table/rows";
import { SpecEditor } from "./SpecEditor";

const BATCHES = [1, 32, 64, 256] as const;

interface NetworkPageProps {
  readonly entry: Entry;
  readonly original: NetworkShapes;
}

export function NetworkPage({ entry, original }: NetworkPageProps): ReactNode {
  const [network, setNetwork] = useState(original);
  const { chosen, choose, show, opened, open } = useMapState(entry.id, network);
  return (
    <Page
      title={word(entry.title)}
      place={<a href="#/networks">{t("Networks")}</a>}
      className={styles["page"]}
    >
      <section className={styles["opening"]}>
        <h1>{word(entry.title)}</h1>
        <p className="lead">
          {word(entry.from)}
          {entry.year === null ? "" : `, ${entry.year}`}
        </p>
        <Totals network={network} />
      </section>
      <NetworkMap
        title={t("The layers of {title}", { title: word(entry.title) })}
        network={network}
        opened={opened}
        onOpened={open}
        chosen={chosen}
        onChoose={choose}
      />
      {chosen === null ? (
        <p className={styles["hint"]}>
          {t("Choose a layer to see what one of its numbers sees of the picture.")}
        </p>
      ) : (
        <Seen network={network} name={chosen} />
      )}
      <h2>{t("Layer by layer")}</h2>
      <LayerTable
        rows={rowsOf(network)}
        chosen={chosen}
        onChoose={show}
        title={t("Layers of {title}", { title: word(entry.title) })}
      />
      <Take network={network} id={entry.id} />
      <SpecEditor original={original} onNetwork={setNetwork} />
    </Page>
  );
}

/** The chosen layer and what is open are in the address, so that a link shows the same. */
function useMapState(
  id: string,
  network: NetworkShapes,
): MapState & {
  readonly choose: (name: string) => void;
  /** Chooses it and opens what is around it. */
  readonly show: (name: string) => void;
  readonly open: (opened: Opened) => void;
} {
  const { parameters } = useAddress();
  const [state, setState] = useState<MapState>(() => readState(parameters, network));
  const change = (next: Partial<MapState>): void => {
    const whole = { ...state, ...next };
    setState(whole);
    goTo(formatHash("networks", [id], writeState(whole, network)), "replace");
  };
  const known =
    state.chosen === "input" ||
    (state.chosen !== null && layerNamed(network, state.chosen) !== undefined);
  return {
    chosen: known ? state.chosen : null,
    opened: state.opened,
    choose: (name) => change({ chosen: name === state.chosen ? null : name }),
    show: (name) => {
      const chosen = name === state.chosen ? null : name;
      change({ chosen, opened: openFor(network, state.opened, name) });
    },
    open: (opened) => change({ opened }),
  };
}

function Totals({ network }: { readonly network: NetworkShapes }): ReactNode {
  const [batch, setBatch] = useState<number>(1);
  const memory = useMemo(() => networkMemory(network.spec, batch), [network, batch]);
  return (
    <dl className={styles["totals"]}>
      <Total name={t("Parameters")} value={exact(network.parameterCount)} />
      <Total name={t("Multiply-adds per picture")} value={exact(network.multiplyAdds)} />
      <Total name={t("Memory in use")} value={bytes(memory.use)} />
      <Total name={t("Memory in training")} value={bytes(memory.training)} />
      <div>
        <dt>
          <label htmlFor="batch">{t("Pictures at a time")}</label>
        </dt>
        <dd>
          <select
            id="batch"
            value={batch}
            onChange={(event) => setBatch(Number(event.currentTarget.value))}
          >
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

interface TakeProps {
  readonly network: NetworkShapes;
  readonly id: string;
}

function Take({ network, id }: TakeProps): ReactNode {
  const [said, setSaid] = useState("");
  const take = async (text: string, file: string, what: string): Promise<void> => {
    setSaid(`${what} ${await copyOrSave(file, text)}`);
  };
  const torch = (): string => torchModule(network.spec);
  return (
    <div className="row">
      <Button onClick={() => void take(torch(), `${id}.py`, t("PyTorch code"))}>
        {t("Copy PyTorch code")}
      </Button>
      <Button
        onClick={() =>
          void take(JSON.stringify(network.spec, null, 2), `${id}.json`, t("Description"))
        }
      >
        {t("Copy the description")}
      </Button>
      <span aria-live="polite">{said}</span>
    </div>
  );
}

interface SeenProps {
  readonly network: NetworkShapes;
  readonly name: string;
}

/** What the middle cell of a layer's output sees. */
function Seen({ network, name }: SeenProps): ReactNode {
  const [, height = 1, width = 1] = network.spec.input;
  const layer = layerNamed(network, name);
  if (layer === undefined) return null;
  const [, rows = 1, columns = 1] = layer.shape;
  const [row, column] =
    layer.shape.length === 3 ? [Math.floor(rows / 2), Math.floor(columns / 2)] : [0, 0];
  const patch = patchAt(layer.field, row, column, height, width);
  const where =
    layer.shape.length === 3
      ? t("The number in row {row}, column {column} of each map", { row, column })
      : t("Every number");
  return (
    <figure className={styles["seen"]}>
      <FieldOnPicture height={height} width={width} patch={patch} />
      <figcaption>
        {rich(
          "{name}: {where} sees rows {top} to {bottom} and columns {left} to {right} of the picture, {exact} of {height} pixels.",
          {
            name: <b>{name}</b>,
            where,
            top: patch.top,
            bottom: patch.bottom - 1,
            left: patch.left,
            right: patch.right - 1,
            exact: exact((patch.bottom - patch.top) * (patch.right - patch.left)),
            height: exact(height * width),
          },
        )}
      </figcaption>
    </figure>
  );
}
