/** Held-out pictures laid out by what the last layer reads of them: classes that it keeps apart. */
import { t } from "../../../language/words";
import { rich } from "../../../language/rich";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "../../../figures/marks/controls/Button";
import { percent, readable } from "../../../figures/curve/format";
import { ClassCloud } from "../../../figures/class-cloud/ClassCloud";
import { Select } from "../../../figures/marks/controls/Select";
import { PixelCanvas } from "../../../figures/photo/PixelCanvas";
import { rgbaOfPlanes } from "../../../pictures/rgba";
import { withEnd } from "../../../shell/reason";
import { useAnswer } from "../../../widgets/useAnswer";
import { classCount, numberedClass } from "../ask/classes";
import { Pictured } from "../Pictured";
import { AskAbout } from "./AskAbout";
import { type Embedding, lastRead } from "./embedding";
import embeddingWorker from "./embedding-worker.ts?worker&url";
import type { PanelProps } from "./HeldOut";
import { Mistakes } from "./Mistakes";
import type { SubjectQuestion } from "./subject";
import styles from "../ask/ask.module.css";

export function EmbeddingPanel({ project, network, ask, onPicture }: PanelProps): ReactNode {
  const [asked, setAsked] = useState<Pick<PanelProps, "ask"> | null>(null);
  const shown = asked?.ask === ask;
  const question = useMemo(() => (shown ? ask() : null), [shown, ask]);
  const found = useAnswer<SubjectQuestion, Embedding>(embeddingWorker, "embedding", question);
  const { name, columns } = useMemo(() => lastRead(network), [network]);
  return (
    <section className={styles["because"]} aria-label={t("Classes apart")}>
      <h2>{t("Which classes does it keep apart, and which does it mix up?")}</h2>
      <p className="soft">
        {rich(
          "The last layer reads {columns} numbers of each picture ({name}). Here each held-out picture stands by the two directions along which these numbers spread most (principal components).",
          { columns, name: <code>{name}</code> },
        )}
      </p>
      {!shown && (
        <div className={styles["row"]}>
          <Button primary onClick={() => setAsked({ ask })}>
            {t("Lay them out")}
          </Button>
        </div>
      )}
      {shown && found.kind === "waiting" && (
        <output>{t("The pictures go through the network …")}</output>
      )}
      {shown && found.kind === "failed" && <p role="alert">{withEnd(found.why)}</p>}
      {shown && found.kind === "done" && (
        <Pictured name="held-out pictures by the last layer">
          <Laid
            names={project.classes}
            count={classCount(network) ?? 0}
            embedding={found.answer}
            onPicture={onPicture}
          />
        </Pictured>
      )}
    </section>
  );
}

interface LaidProps extends Pick<PanelProps, "onPicture"> {
  readonly names: readonly string[];
  /** Of the classes. */
  readonly count: number;
  readonly embedding: Embedding;
}

function Laid(props: LaidProps): ReactNode {
  const { names, embedding } = props;
  const [lit, setLit] = useState(-1);
  const [chosen, setChosen] = useState(0);
  const { x, y, labels, said, shares } = embedding;
  const classes = [...new Set(labels)].toSorted((a, b) => a - b);
  const wrong = Array.from(labels).filter((one, at) => one !== said[at]).length;
  return (
    <>
      <div className={styles["row"]}>
        <Select
          label={t("Light")}
          value={String(lit)}
          options={[
            { value: "-1", title: t("all classes") },
            ...classes.map((one) => ({
              value: String(one),
              title: numberedClass(names, one),
            })),
          ]}
          onChange={(next) => setLit(Number(next))}
        />
        <span className="soft">
          {t(
            "{percent} of the variance lies on the two axes. {wrong} of {labels} are read wrongly: underlined.",
            { percent: percent((shares[0] ?? 0) + (shares[1] ?? 0)), wrong, labels: labels.length },
          )}
        </span>
      </div>
      <ClassCloud
        title={t("Held-out pictures")}
        x={x}
        y={y}
        labels={labels}
        said={said}
        lit={lit}
        chosen={chosen}
        onChoose={setChosen}
      />
      <Chosen {...props} chosen={chosen} />
      <Mistakes {...props} chosen={chosen} onChoose={setChosen} />
    </>
  );
}

/** The chosen picture, what it is and what it is read as. */
function Chosen({ names, embedding, onPicture, chosen }: LaidProps & { readonly chosen: number }) {
  const { x, y, labels, said, shape, pixels } = embedding;
  const [planes, rows, columns] = shape;
  const each = planes * rows * columns;
  const rgba = useMemo(
    () => rgbaOfPlanes(pixels.subarray(chosen * each, (chosen + 1) * each), planes),
    [pixels, chosen, each, planes],
  );
  return (
    <div className={styles["row"]}>
      <PixelCanvas rgba={rgba} rows={rows} columns={columns} className={styles["small"]} />
      <output>
        {t(
          "Picture {chosen}: {numberedClass}, read as {numberedClass2}; first axis {x}, second {y}.",
          {
            chosen,
            numberedClass: numberedClass(names, labels[chosen] ?? 0),
            numberedClass2: numberedClass(names, said[chosen] ?? 0),
            x: readable(x[chosen] ?? 0),
            y: readable(y[chosen] ?? 0),
          },
        )}
      </output>
      <AskAbout picture={chosen} onPicture={onPicture} />
    </div>
  );
}
