// The pair that is looked at takes the focus when it is drawn, wherever pairs
// are drawn: in the review and in the alignment.
import { useLayoutEffect, useRef } from "../shared/html.js";
import { bead, current, side } from "../shared/document.js";
import { editing } from "./edit.js";
import { wantsFocus } from "./moves.js";

/**
 * @param {number} index the pair
 * @param {string} part the class of what takes the focus, on the side that is worked on or else on either
 * @returns a reference for the row
 */
export function useFocusOfCurrent(index, part) {
  const row = useRef(null);
  const here = bead(index);
  const focus = current.value === index && wantsFocus.value && here && !editing.value;
  useLayoutEffect(() => {
    if (!focus) return;
    const place = row.current?.querySelector(`.${part}.${side.peek()}`) ?? row.current?.querySelector(`.${part}`);
    place?.focus({ preventScroll: true });
    wantsFocus.value = false;
  }, [focus, here]);
  return row;
}
