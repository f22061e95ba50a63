/**
 * What each channel adds, the bias, and the number that they make: as the last line of the ledger,
 * or one under the other. The texts are the arithmetic's.
 */
import { t } from "../../language/words";
import type { NumberPiece } from "../describe/arithmetic";
import { COVER, useCovered } from "../marks/covered";
import type { Scene } from "../scene/scene";
import { arithmeticOf } from "./arithmetic";
import { type PlanProps, type VolumeProps, VolumeSheet } from "./parts";
import styles from "./plate.module.css";

/** The sub-total of one channel; nothing while the step has not come to it. */
export function Sums({
  scene,
  volumes,
  actions,
  channel,
}: PlanProps & { readonly channel: number }) {
  const line = arithmeticOf(scene)?.groups.get(channel);
  if (line === undefined) return null;
  const { text } = line.result;
  return (
    <>
      {channel > 0 && (
        <span className={styles["plus"]} aria-hidden>
          +
        </span>
      )}
      <button
        type="button"
        className={styles["subtotal"]}
        data-share={text}
        aria-label={t("Channel {channel} adds {text}", { channel, text })}
        aria-pressed={channel === volumes.front.channel}
        onClick={() => actions.onFront?.({ channel })}
      >
        {channel > 0 && text.startsWith("−") ? `(${text})` : text}
      </button>
    </>
  );
}

/** A text of the number that is written out: hidden while a question asks for it. */
function useShown(scene: Scene): (text: string) => string {
  const hidden = useCovered(scene.worked?.at.tensor);
  return (text) => (hidden ? COVER : text);
}

/** "+ bias = z", and what the activation makes of it. */
export function Total({
  scene,
  volumes: { bias, forward },
  actions,
  size,
}: PlanProps & { readonly size: number }) {
  const found = forward ? arithmeticOf(scene) : null;
  const { sum = null, after = null } = found ?? {};
  const shown = useShown(scene);
  return (
    <div className={styles["total"]}>
      <span className={styles["plus"]} aria-hidden>
        {forward && bias !== null ? "+" : ""}
      </span>
      {bias !== null && (
        <div className={styles["bias"]} data-meant={bias.meant || undefined}>
          <VolumeSheet panel={bias} at={0} cell={size} scene={scene} actions={actions} />
          <span className={styles["name"]}>
            {bias.hue === "bias" ? t("bias") : t("its gradient")}
          </span>
        </div>
      )}
      {sum !== null && (
        <p className={styles["result"]}>
          {sum.relation} <b data-sum={shown(sum.result.text)}>{shown(sum.result.text)}</b>
          {after !== null && (
            <>
              {" "}
              <span className="soft">ReLU</span> <b>{shown(after.result.text)}</b>
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** The same as a table; in two columns where height is dear. */
export function Subtotals(props: VolumeProps & { readonly wide: boolean }) {
  const { scene, volumes, actions } = props;
  const { groups, sum = null, after = null } = arithmeticOf(scene) ?? {};
  const bias = sum?.pieces.find(
    (piece): piece is NumberPiece => piece.kind === "number" && piece.role === "bias",
  );
  const rest = sum?.remainder ?? null;
  const { channels } = volumes.extents;
  const shown = useShown(scene);
  return (
    <table
      className={styles["subtotals"]}
      aria-label={t("Sub-totals")}
      data-wide={props.wide || undefined}
    >
      <tbody>
        {Array.from({ length: channels > 1 ? channels : 0 }, (_, channel) => (
          <Share
            key={channel}
            channel={channel}
            text={groups?.get(channel)?.result.text}
            isFront={channel === volumes.front.channel}
            onFront={() => actions.onFront?.({ channel })}
          />
        ))}
        {bias !== undefined && (
          <tr data-role="bias">
            <th scope="row">{t("bias")}</th>
            <td data-bias={bias.text}>{bias.text}</td>
          </tr>
        )}
        {rest !== null && (
          <tr>
            <th scope="row">{t("rounding")}</th>
            <td data-rest={rest.text}>{rest.text}</td>
          </tr>
        )}
        {sum !== null && (
          <tr className={styles["sum"]}>
            <th scope="row">{t("sum z {relation}", { relation: sum.relation })}</th>
            <td data-sum={shown(sum.result.text)}>{shown(sum.result.text)}</td>
          </tr>
        )}
        {after !== null && (
          <tr className={styles["after"]} data-role="output">
            <th scope="row">ReLU(z)</th>
            <td>{shown(after.result.text)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

interface ShareProps {
  readonly channel: number;
  /** What the channel adds. */
  readonly text: string | undefined;
  readonly isFront: boolean;
  readonly onFront: () => void;
}

function Share({ channel, text, isFront, onFront }: ShareProps) {
  return (
    <tr data-front={isFront || undefined}>
      <th scope="row">
        <button type="button" onClick={onFront} aria-pressed={isFront}>
          {t("channel {channel}", { channel })}
        </button>
      </th>
      <td data-share={text}>{text ?? ""}</td>
    </tr>
  );
}
