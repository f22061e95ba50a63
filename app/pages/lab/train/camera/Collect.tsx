/**
 * Pictures of the camera by class: a button for each class, held down while it looks. Then a
 * network learns them: a small one that is ready, or the one that is open. Nothing leaves the
 * machine.
 */
import { t } from "../../../../language/words";
import { Camera, CameraOff, Plus } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { reason } from "../../../../shell/reason";
import { type OwnPictures, type OwnSet, ownSet } from "../../../../pictures/own/pictures";
import { ClassRow } from "./ClassRow";
import { countOf, MOST_CLASSES, MOST_COLLECTED, missing, picturesOf, withClass } from "./collected";
import { READY_SHAPE } from "./ready";
import { type Collecting, useCollecting } from "./useCollecting";
import { Button } from "../../../../figures/marks/controls/Button";
import styles from "./collect.module.css";

interface CollectProps {
  /** What the open network reads; null: no pictures. */
  readonly read: OwnPictures["shape"] | null;
  readonly name: string;
  /** `ready`: the small network is to learn them. */
  readonly onSet: (set: OwnSet, ready: boolean) => Promise<void>;
}

export function Collect(props: CollectProps): ReactNode {
  const [on, setOn] = useState(false);
  const preview = useRef<HTMLCanvasElement>(null);
  const collecting = useCollecting(on, preview);
  const { all, change, camera } = collecting;
  const full = countOf(all) >= MOST_COLLECTED;
  return (
    <section className={styles["collect"]} aria-label={t("Collect with the camera")}>
      <div className={styles["camera"]}>
        <Button primary={!on} onClick={() => setOn(!on)}>
          {on ? <CameraOff aria-hidden size={18} /> : <Camera aria-hidden size={18} />}{" "}
          {on ? t("Stop the camera") : t("Start the camera")}
        </Button>
        <figure aria-label={camera.seen ? t("What the camera sees") : t("The camera is off")}>
          <canvas
            ref={preview}
            width={all.side}
            height={all.side}
            className={styles["preview"]}
            aria-hidden="true"
          />
        </figure>
        <p className="soft">{hintOf(on, camera.seen)}</p>
      </div>
      <div className={styles["classes"]}>
        {camera.problem !== "" && (
          <p role="alert" className="problem">
            {camera.problem}
          </p>
        )}
        {all.classes.map((one) => (
          <ClassRow key={one.id} one={one} side={all.side} collecting={collecting} full={full} />
        ))}
        <div className="row">
          <Button disabled={all.classes.length >= MOST_CLASSES} onClick={() => change(withClass)}>
            <Plus aria-hidden size={17} /> {t("Another class")}
          </Button>
          {full && (
            <span role="note">
              {t(
                "There are {mostCollected} pictures, and that is the most. Delete some to take others.",
                { mostCollected: MOST_COLLECTED },
              )}
            </span>
          )}
        </div>
        <Learn {...props} collecting={collecting} />
      </div>
    </section>
  );
}

function hintOf(on: boolean, seen: boolean): string {
  if (!on) return t("Pictures stay in this tab, unless you keep them on this device.");
  return seen
    ? t("Hold the button of a class. Move a little as you do.")
    : t("The camera is starting…");
}

/** The press that makes a data set of them, and for which network. */
function Learn({
  read,
  name,
  onSet,
  collecting: { all },
}: CollectProps & { readonly collecting: Collecting }): ReactNode {
  const [problem, setProblem] = useState("");
  const [learned, setLearned] = useState<typeof all | null>(null);
  const lacks = missing(all);
  const learn = async (shape: OwnPictures["shape"], ready: boolean): Promise<void> => {
    setProblem("");
    try {
      await onSet(ownSet(picturesOf(all, shape), t("Your camera")), ready);
      setLearned(all);
    } catch (error) {
      setProblem(t("They cannot be learned: {error}", { error: reason(error) }));
    }
  };
  return (
    <div className={styles["learn"]}>
      <div className="row">
        <Button primary disabled={lacks !== null} onClick={() => void learn(READY_SHAPE, true)}>
          {t("Give them to a small network that is ready")}
        </Button>
        {read !== null && (
          <Button disabled={lacks !== null} onClick={() => void learn(read, false)}>
            {t("Give them to {name} ({read})", { name, read: read.join("×") })}
          </Button>
        )}
      </div>
      <output className="soft">
        {lacks ??
          (learned === all
            ? t("The pictures are there. Now press Train, below; then keep the weights, and ask.")
            : t(
                "All classes have pictures. More of them, and from more sides, are learned better.",
              ))}
      </output>
      {problem !== "" && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </div>
  );
}
