/** The network learns the lab's pictures; the weights that it finds are its own then. */
import { lazy, type ReactNode, Suspense } from "react";
import { t } from "../../../language/words";
import { rich } from "../../../language/rich";
import { classesOf } from "../../../../engine/data/dataset";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { dataWords } from "../../../widgets/training/settings";
import { pictureShape } from "../../../pictures/picture-shape";
import type { Bench } from "../useProject";
import { misfit } from "./fit";
import { Fitting, withNetwork } from "./Fitting";
import { Collect } from "./camera/Collect";
import { READY_SETTINGS, readyProject } from "./camera/ready";
import { OwnData } from "./OwnData";
import { type Learned, useLearned } from "./useLearned";
import { Button } from "../../../figures/marks/controls/Button";
import styles from "../workbench.module.css";

const DataPanel = lazy(async () => ({ default: (await import("./data/DataPanel")).DataPanel }));

interface TrainProps {
  readonly bench: Bench;
  /** Pictures are collected with the camera. */
  readonly camera: boolean;
}

export function Train({ bench, camera }: TrainProps): ReactNode {
  const { network } = bench.looked;
  const { held, take, takeAndKeep, ...learned } = useLearned();
  if (network === null && !camera)
    return (
      <p role="note">
        {rich("The network can be trained when all its layers fit. {link} say what does not.", {
          link: <a href="#/lab">{t("Its layers")}</a>,
        })}
      </p>
    );
  const read = network === null ? null : pictureShape(network.spec.input);
  // Before there are pictures to learn, a run of another set would only be in the way.
  const waits = camera && held.data !== "own";
  return (
    <>
      <OwnData read={read ?? [1, 28, 28]} camera={camera} onSet={takeAndKeep} />
      {camera && (
        <Collect
          read={read}
          name={bench.project.name}
          onSet={async (set, ready) => {
            if (ready)
              bench.change(readyProject(set.classes.length), t("a network for the camera"));
            await take(set, ready ? READY_SETTINGS : {});
          }}
        />
      )}
      {network !== null && !waits && (
        <Learning bench={bench} network={network} held={held} {...learned} />
      )}
    </>
  );
}

interface LearningProps extends Omit<Learned, "take" | "takeAndKeep"> {
  readonly bench: Bench;
  readonly network: NetworkShapes;
}

/** The run, or what it lacks. */
function Learning({ bench, network, held, mine, looked, sets, change, part }: LearningProps) {
  const isOwn = held.data === "own";
  if (isOwn && !looked) return <p aria-busy>{t("Your pictures are being opened…")}</p>;
  if (isOwn && mine === null)
    return (
      <p role="note">
        {t("Open the pictures to learn from, or")}{" "}
        <Button onClick={() => change({ ...held, data: "mnist" })}>
          {t("learn the lab’s digits")}
        </Button>
      </p>
    );
  const given = isOwn ? mine : null;
  const classes = given?.classes ?? classesOf(held.data);
  const side = Number(held.side);
  const wrong = misfit(network, given?.shape ?? [1, side, side], classes.length);
  if (wrong !== null) return <Misfit bench={bench} wrong={wrong} data={dataWords(held.data)} />;
  return (
    <>
      <Suspense fallback={null}>
        <DataPanel state={withNetwork(held, network)} classes={classes} mine={given} onSet={part} />
      </Suspense>
      <Fitting
        key={sets}
        bench={bench}
        network={network}
        held={held}
        classes={classes}
        onHeld={change}
      />
    </>
  );
}

interface MisfitProps {
  readonly bench: Bench;
  readonly wrong: NonNullable<ReturnType<typeof misfit>>;
  readonly data: string;
}

function Misfit({ bench, wrong: { problem, repair }, data }: MisfitProps): ReactNode {
  return (
    <div className={styles["wrong"]} role="note">
      <p>{t("It would learn {data}. {problem}", { data, problem })}</p>
      {repair === null ? (
        <p>
          {rich("{link} so that they fit.", { link: <a href="#/lab">{t("Change its layers")}</a> })}
        </p>
      ) : (
        <div className="row">
          <Button primary onClick={() => bench.changeSpec(repair.spec, repair.words)}>
            {repair.words}
          </Button>
        </div>
      )}
    </div>
  );
}
