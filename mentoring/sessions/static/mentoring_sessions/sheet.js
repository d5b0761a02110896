// Arrow keys and Enter move between the cells of a table; without it, Tab does.
for (const table of document.querySelectorAll("table[data-sheet]")) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.querySelector("input, select")));
  const find = (cell) => {
    for (let row = 0; row < rows.length; row += 1) {
      const column = rows[row].indexOf(cell);
      if (column >= 0) return [row, column];
    }
    return null;
  };
  const move = ([fromRow, fromColumn], down, right) => {
    for (let row = fromRow + down, column = fromColumn + right; rows[row] && column >= 0 && column < rows[row].length; row += down, column += right) {
      const cell = rows[row][column];
      if (cell) {
        cell.focus();
        if (cell.select) cell.select();
        return true;
      }
    }
    return false;
  };
  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  table.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const from = step && find(event.target);
    if (!from || event.target.tagName === "SELECT" || event.altKey || event.ctrlKey || event.metaKey) return;
    const { selectionStart, selectionEnd, value } = event.target;
    const isAllMarked = value === "" || (selectionStart === 0 && selectionEnd === value.length);
    if (event.key === "ArrowLeft" && !isAllMarked && selectionStart > 0) return;
    if (event.key === "ArrowRight" && !isAllMarked && selectionEnd < value.length) return;
    if (move(from, step[0], step[1]) || event.key === "Enter") event.preventDefault();
  });
}
