/** Something that is drawn in the lab, and its picture as a file: SVG, or PNG for a document. */
import { Image, ImageDown } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { t } from "../../language/words";
import { fileName, saveBlob, saveText } from "../../shell/copy";
import { Menu, MenuItem } from "../../shell/Menu";
import { reason } from "../../shell/reason";
import styles from "./pictured.module.css";

interface PicturedProps {
  /** Of the file: "layers of LeNet-5". */
  readonly name: string;
  readonly children: ReactNode;
}

export function Pictured({ name, children }: PicturedProps): ReactNode {
  const drawn = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  const save = async (as: "svg" | "png"): Promise<void> => {
    const element = drawn.current;
    if (element === null) return;
    try {
      const { pictureFile } = await import("../../figures/svg/file");
      const svg = pictureFile(element, name, name);
      const file = `${fileName(name, "picture")}.${as}`;
      if (as === "svg") saveText(file, svg, "image/svg+xml");
      else saveBlob(file, await (await import("./png")).pngOf(svg));
      setSaid(t("{file} is saved.", { file }));
    } catch (error) {
      setSaid(reason(error));
    }
  };
  return (
    <div className={styles["pictured"]}>
      <div ref={drawn}>{children}</div>
      <div className={styles["saving"]}>
        <output className="soft">{said}</output>
        <Menu
          label={t("Save the picture: {name}", { name })}
          icon={<ImageDown aria-hidden size={18} />}
        >
          <MenuItem icon={<Image aria-hidden size={18} />} onSelect={() => void save("svg")}>
            {t("Save as SVG")}
          </MenuItem>
          <MenuItem icon={<Image aria-hidden size={18} />} onSelect={() => void save("png")}>
            {t("Save as PNG")}
          </MenuItem>
        </Menu>
      </div>
    </div>
  );
}
