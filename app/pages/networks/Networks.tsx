/** `#/networks`: all networks of the course; `#/networks/<id>`: one of them, layer by layer. */
import { t, word } from "../../language/words";
import { type ReactNode, useMemo } from "react";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { short } from "../../figures/network-map/counts";
import { MapDrawing } from "../../figures/network-map/MapDrawing";
import { outline } from "../../figures/network-map/outline";
import { thumbnail } from "../../figures/network-map/thumbnail";
import { Page } from "../../shell/Page";
import { NotFound } from "../../shell/NotFound";
import { useAddress } from "../../shell/useAddress";
import { CATALOGUE, type Entry, networkNamed } from "../../explorer/catalogue";
import { NetworkPage } from "./NetworkPage";
import styles from "./networks.module.css";

export function Networks(): ReactNode {
  const [id] = useAddress().path;
  if (id === undefined) return <AllNetworks />;
  const network = networkNamed(id);
  if (network === undefined)
    return (
      <NotFound
        what={t("There is no network called “{id}”.", { id: id.slice(0, 60) })}
        hint={t("There are: {catalogue}.", {
          catalogue: CATALOGUE.map((one) => one.id).join(", "),
        })}
      />
    );
  const entry = CATALOGUE.find((one) => one.id === id) ?? { id, title: id, year: null, from: "" };
  return <NetworkPage key={id} entry={entry} original={network} />;
}

function AllNetworks(): ReactNode {
  const all = useMemo(
    () => CATALOGUE.map((entry) => ({ entry, network: networkNamed(entry.id) })),
    [],
  );
  return (
    <Page title={t("Networks")} className={styles["page"]}>
      <p className="lead">
        {t(
          "Each is a description of a few lines. Shapes, parameters, multiply-adds and receptive fields are computed from it. Each block of a picture is as high as its maps and as deep as its channels.",
        )}
      </p>
      <ul className={styles["cards"]}>
        {all.map(({ entry, network }) =>
          network === undefined ? null : (
            <li key={entry.id}>
              <Card entry={entry} network={network} />
            </li>
          ),
        )}
      </ul>
    </Page>
  );
}

const PICTURE = { width: 340, height: 96 };

interface CardProps {
  readonly entry: Entry;
  readonly network: NetworkShapes;
}

/** A small map, when it was published, and what it costs. */
function Card({ entry: { id, title, year, from }, network }: CardProps): ReactNode {
  const marks = useMemo(
    () => thumbnail(outline(network), PICTURE.width, PICTURE.height),
    [network],
  );
  const learned = network.layers.filter(({ kind }) => kind === "conv2d" || kind === "linear");
  return (
    <a className={styles["card"]} href={`#/networks/${id}`} aria-label={word(title)}>
      <span className={styles["small"]}>
        <MapDrawing marks={marks} />
      </span>
      <h2>
        {word(title)}
        {year === null ? null : <span className={styles["year"]}> {year}</span>}
      </h2>
      <span className={styles["from"]}>{word(from)}</span>
      <dl className={styles["costs"]}>
        {[
          [t("Layers with weights"), String(learned.length)],
          [t("Parameters"), short(network.parameterCount)],
          [t("Multiply-adds"), short(network.multiplyAdds)],
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </a>
  );
}
