/**
 * What a unit likes best: the held-out pictures in which it gives its largest numbers, and where.
 */
import { t } from "../../../language/words";
import { type ReactNode, useMemo, useState } from "react";
import { layerNamed, type NetworkShapes } from "../../../../engine/graph/shapes";
import { Button } from "../../../figures/marks/controls/Button";
import { readable } from "../../../figures/curve/format";
import { Select } from "../../../figures/marks/controls/Select";
import { Stepper } from "../../../figures/marks/stepper/Stepper";
import { PixelCanvas } from "../../../figures/photo/PixelCanvas";
import { rgbaOfPlanes } from "../../../pictures/rgba";
import { withEnd } from "../../../shell/reason";
import { useAnswer } from "../../../widgets/useAnswer";
import { className } from "../ask/classes";
import { Pictured } from "../Pictured";
import { AskAbout } from "./AskAbout";
import type { PanelProps } from "./HeldOut";
import { favourites, seenAt, type UnitAnswers } from "./units";
import type { UnitsQuestion } from "./units-worker";
import unitsWorker from "./units-worker.ts?worker&url";
import styles from "../ask/ask.module.css";

const SHOWN = 8;

export function UnitsPanel({ project, network, ask, onPicture }: PanelProps): ReactNode {
  const layers = network.layers.filter(({ shape }) => shape.length === 1 || shape.length === 3);
  const [layer, setLayer] = useState(layers[0]?.name ?? "");
  const [unit, setUnit] = useState(0);
  const [begun, setBegun] = useState(false);
  const asked = useMemo<UnitsQuestion | null>(
    () => (begun ? { ...ask(), layer } : null),
    [begun, ask, layer],
  );
  const found = useAnswer<UnitsQuestion, UnitAnswers>(unitsWorker, "units", asked);
  const units = layerNamed(network, layer)?.shape[0] ?? 1;
  const chosen = Math.min(unit, units - 1);
  return (
    <section className={styles["because"]} aria-label={t("What a unit likes best")}>
      <h2>{t("What does a unit like best?")}</h2>
      <div className={styles["row"]}>
        <Select
          label={t("Layer")}
          value={layer}
          options={layers.map(({ name }) => ({ value: name, title: name }))}
          onChange={setLayer}
        />
        <Stepper
          label={t("Channel")}
          value={chosen}
          onChange={setUnit}
          whyNot={(to) =>
            to < 0 || to >= units
              ? t("{layer} has the channels 0 to {units}.", { layer, units: units - 1 })
              : null
          }
        />
        {!begun && (
          <Button primary onClick={() => setBegun(true)}>
            {t("Find them")}
          </Button>
        )}
      </div>
      {begun && found.kind === "waiting" && (
        <output>{t("The pictures go through the network …")}</output>
      )}
      {begun && found.kind === "failed" && <p role="alert">{withEnd(found.why)}</p>}
      {begun && found.kind === "done" && (
        <Pictured name={`what channel ${chosen} of ${layer} likes best`}>
          <Favourites
            names={project.classes}
            network={network}
            layer={layer}
            answers={found.answer}
            unit={chosen}
            onPicture={onPicture}
          />
        </Pictured>
      )}
    </section>
  );
}

interface FavouritesProps {
  readonly names: readonly string[];
  readonly network: NetworkShapes;
  readonly layer: string;
  readonly answers: UnitAnswers;
  readonly unit: number;
  readonly onPicture: PanelProps["onPicture"];
}

function Favourites(props: FavouritesProps): ReactNode {
  const { names, network, layer, answers, unit, onPicture } = props;
  const best = useMemo(() => favourites(answers, unit, SHOWN), [answers, unit]);
  const { pixels, shape, labels, units, largest, places } = answers;
  const [channels, rows, columns] = shape;
  const each = channels * rows * columns;
  return (
    <>
      <p className="soft">
        {t(
          "Of {labels} held-out pictures those in which channel {unit} of {layer} gives its largest numbers. The frame is the part of the picture that the number depends on.",
          { labels: labels.length, unit, layer },
        )}
      </p>
      <ol className={styles["favourites"]}>
        {best.map((picture) => {
          const place = places[picture * units + unit] ?? 0;
          const patch = seenAt(network, layer, place, [rows, columns]);
          return (
            <li key={picture}>
              <span className={styles["framed"]}>
                <PixelCanvas
                  rgba={rgbaOfPlanes(
                    pixels.subarray(picture * each, (picture + 1) * each),
                    channels,
                  )}
                  rows={rows}
                  columns={columns}
                  className={styles["small"]}
                />
                {patch !== null && (
                  <svg viewBox={`0 0 ${columns} ${rows}`} aria-hidden>
                    <rect
                      x={patch.left}
                      y={patch.top}
                      width={patch.right - patch.left}
                      height={patch.bottom - patch.top}
                    />
                  </svg>
                )}
              </span>
              <span>
                {readable(largest[picture * units + unit] ?? Number.NaN)} ·{" "}
                {className(names, labels[picture] ?? 0)}
              </span>
              <AskAbout picture={picture} onPicture={onPicture} />
            </li>
          );
        })}
      </ol>
    </>
  );
}
