/** What the network would miss: accuracy with one layer, wire or channel left out at a time. */
import { Button } from "../../../figures/marks/controls/Button";
import { echo, t } from "../../../language/words";
import { rich } from "../../../language/rich";
import { type ReactNode, useMemo, useState } from "react";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { percent } from "../../../figures/curve/format";
import { Select } from "../../../figures/marks/controls/Select";
import { ProbabilityBars } from "../../../figures/network/ProbabilityBars";
import { withEnd } from "../../../shell/reason";
import { Pictured } from "../Pictured";
import { channelCuts, channelLayers, type Cut, layerCuts, wireCuts } from "./cuts";
import type { PanelProps } from "./HeldOut";
import { type Cutting, useCutting } from "./useCutting";
import styles from "../ask/ask.module.css";

export function CutPanel({ network, ask }: PanelProps): ReactNode {
  const { cutting, start, stop } = useCutting();
  const [what, setWhat] = useState("layers");
  const cuts = useMemo(() => cutsOf(network, what), [network, what]);
  const wires = useMemo(() => wireCuts(network).length > 0, [network]);
  // Of another network, other weights or another choice nothing is measured yet.
  const [asked, setAsked] = useState<Pick<PanelProps, "ask"> | null>(null);
  const shown = asked?.ask === ask && cutting.question?.cuts === cuts;
  const measure = (): void => {
    setAsked({ ask });
    start({ ...ask(), cuts });
  };
  return (
    <section className={styles["because"]} aria-label={t("What would be missed")}>
      <h2>{t("What would be missed?")}</h2>
      <div className={styles["row"]}>
        <Select
          label={t("Leave out")}
          value={what}
          options={[
            { value: "layers", title: t("each layer") },
            ...(wires ? [{ value: "wires", title: t("each wire into a sum or stack") }] : []),
            ...channelLayers(network).map((name) => ({
              value: `channels ${name}`,
              title: t("each channel of {name}", { name }),
            })),
          ]}
          onChange={setWhat}
        />
        <Button primary={!cutting.running} onClick={cutting.running ? stop : measure}>
          {cutting.running ? t("Stop") : t("Measure")}
        </Button>
      </div>
      {shown ? (
        <Result cuts={cuts} cutting={cutting} />
      ) : (
        <p className="soft">
          {t(
            "One thing at a time is left out, the rest keeps its weights, and held-out pictures are asked again.",
          )}
        </p>
      )}
    </section>
  );
}

function Result({ cuts, cutting }: { readonly cuts: readonly Cut[]; readonly cutting: Cutting }) {
  const { whole, without, running, problem } = cutting;
  const measured = cuts.flatMap(({ name }, at) => {
    const found = without.get(at);
    return found === undefined ? [] : [{ name, share: found.right / found.of }];
  });
  const sorted = running ? measured : measured.toSorted((a, b) => a.share - b.share);
  return (
    <>
      {whole !== null && (
        <p>
          {rich(
            "As it is: {right} of {count} held-out pictures. Bars: what is left without{running}",
            {
              right: <b>{percent(whole.right / whole.of)}</b>,
              count: whole.of,
              running: running
                ? t("; the most missed will stand first.")
                : t(", the most missed first."),
            },
          )}
        </p>
      )}
      {running && (
        <progress max={cuts.length} value={without.size} aria-label={t("Networks measured")} />
      )}
      {problem !== "" && <p role="alert">{withEnd(echo(problem))}</p>}
      {cuts.length === 0 && (
        <p>{t("Nothing of this kind can be left out: what is left would not fit together.")}</p>
      )}
      {sorted.length > 0 && (
        <Pictured name="accuracy with something left out">
          <div className={styles["bars"]}>
            <ProbabilityBars
              title="Accuracy without it"
              labels={sorted.map(({ name }) => name)}
              probabilities={sorted.map(({ share }) => share)}
            />
          </div>
        </Pictured>
      )}
    </>
  );
}

function cutsOf(network: NetworkShapes, what: string): readonly Cut[] {
  if (what === "layers") return layerCuts(network);
  if (what === "wires") return wireCuts(network);
  return channelCuts(network, what.replace(/^channels /, ""));
}
