/** For a figure with another network than the first: every op, and what is drawn over each. */
import "../../engine/ops";
import "./overlays";
