/** `#/networks`: all networks of the course; `#/networks/<id>`: one of them, layer by layer. */
import { type ReactNode, useEffect, useMemo } from "react";
import { Header } from "../../shell/Header";
import { NotFound } from "../../shell/NotFound";
import { useAddress } from "../../shell/useAddress";
import { CATALOGUE, networkNamed } from "./catalogue";
import { NetworkPage } from "./NetworkPage";
import styles from "./networks.module.css";
import { short } from "./rows";

export function Networks(): ReactNode {
  const [id] = useAddress().path;
  if (id === undefined) return <AllNetworks />;
  const network = networkNamed(id);
  if (network === undefined)
    return (
      <NotFound
        what={`There is no network called “${id.slice(0, 60)}”.`}
        hint={`There are: ${CATALOGUE.map((one) => one.id).join(", ")}.`}
      />
    );
  const entry = CATALOGUE.find((one) => one.id === id) ?? { id, title: id, from: "" };
  return <NetworkPage key={id} entry={entry} original={network} />;
}

function AllNetworks(): ReactNode {
  useEffect(() => {
    document.title = "Networks · ConvLab";
  }, []);
  const all = useMemo(() => CATALOGUE.map((entry) => ({ entry, network: networkNamed(entry.id) })), []);
  return (
    <>
      <Header>
        <h1 className={styles["place"]}>Networks</h1>
      </Header>
      <main className={styles["page"]} tabIndex={-1}>
        <p className={styles["sentence"]}>
          Each is a description of a few lines. Shapes, parameters, multiply-adds and receptive fields are computed from it.
        </p>
        <table className={styles["table"]} aria-label="All networks">
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">Picture</th>
              <th scope="col">Layers with weights</th>
              <th scope="col">Parameters</th>
              <th scope="col">Multiply-adds</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ entry, network }) =>
              network === undefined ? null : (
                <tr key={entry.id}>
                  <th scope="row">
                    <a href={`#/networks/${entry.id}`}>{entry.title}</a>
                    <span className={styles["from"]}>{entry.from}</span>
                  </th>
                  <td>{network.spec.input.join("×")}</td>
                  <td>{network.layers.filter(({ kind }) => kind === "conv2d" || kind === "linear").length}</td>
                  <td>{short(network.parameterCount)}</td>
                  <td>{short(network.multiplyAdds)}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </main>
    </>
  );
}
