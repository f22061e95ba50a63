/** What every channel adds, the bias, their sum and what the activation makes of it, one under the other. */
import type { NumberPiece } from "../../figures/describe/arithmetic";
import type { Scene } from "./scene";
import styles from "./trained.module.css";

interface SubtotalsProps {
  readonly scene: Scene;
  readonly channels: number;
  /** In two columns, where height is dear. */
  readonly wide: boolean;
  readonly onChoose: (channel: number) => void;
}

export function Subtotals({ scene, channels, wide, onChoose }: SubtotalsProps) {
  const lines = scene.arithmetic?.lines ?? [];
  const z = lines.find((line) => line.label === "z");
  const bias = z?.pieces.find((piece): piece is NumberPiece => piece.kind === "number" && piece.role === "bias");
  const rest = z?.remainder ?? null;
  return (
    <table className={styles["subtotals"]} aria-label="Sub-totals" data-wide={wide || undefined}>
      <tbody>
        {Array.from({ length: channels > 1 ? channels : 0 }, (_, channel) => (
          <tr key={channel} data-front={channel === scene.front.channel || undefined}>
            <th scope="row">
              <button type="button" onClick={() => onChoose(channel)} aria-pressed={channel === scene.front.channel}>
                channel {channel}
              </button>
            </th>
            <td data-share={scene.groups.get(channel)?.result.text}>{scene.groups.get(channel)?.result.text ?? ""}</td>
          </tr>
        ))}
        {bias !== undefined && (
          <tr data-role="bias">
            <th scope="row">bias</th>
            <td data-bias={bias.text}>{bias.text}</td>
          </tr>
        )}
        {rest !== null && (
          <tr>
            <th scope="row">rounding</th>
            <td data-rest={rest.text}>{rest.text}</td>
          </tr>
        )}
        {scene.complete && z !== undefined && (
          <tr className={styles["sum"]}>
            <th scope="row">sum z {z.relation}</th>
            <td data-sum={z.result.text}>{z.result.text}</td>
          </tr>
        )}
        {scene.complete && z !== undefined && (
          <tr className={styles["after"]} data-role="output">
            <th scope="row">ReLU(z)</th>
            <td>{lines.at(-1)?.result.text}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
