"use strict";
// Shows the numbers of the point nearest to the pointer, or of the focused one. Arrow keys: left and right along the epochs,
// up and down between layers. Without this script the browser shows each point's title instead.
(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  let current = null;

  function hide() {
    if (current) {
      current.classList.remove("on");
      current = null;
    }
    tip.hidden = true;
  }

  function show(point, others) {
    hide();
    current = point;
    point.classList.add("on");
    tip.textContent = point.numbers + (others > 0 ? "\n(+ " + others + " more at this place)" : "");
    tip.hidden = false;
    place(point);
  }

  function place(point) {
    const at = point.getBoundingClientRect();
    const box = tip.getBoundingClientRect();
    const left = at.right + 10 + box.width < innerWidth ? at.right + 10 : Math.max(4, at.left - 10 - box.width);
    const top = Math.min(Math.max(4, at.top - box.height / 2), innerHeight - box.height - 4);
    tip.style.left = left + "px";
    tip.style.top = Math.max(4, top) + "px";
  }

  function nearest(svg, points, event) {
    const toFigure = svg.getScreenCTM().inverse();
    const pointer = new DOMPoint(event.clientX, event.clientY).matrixTransform(toFigure);
    let best = null;
    let least = 18;
    for (const point of points) {
      if (!point.centre) {
        const box = point.getBBox();
        point.centre = [box.x + box.width / 2, box.y + box.height / 2];
      }
      const distance = Math.hypot(point.centre[0] - pointer.x, point.centre[1] - pointer.y);
      if (distance <= least) {
        least = distance;
        best = point;
      }
    }
    return best;
  }

  function step(panel, point, key) {
    const series = Number(point.dataset.series);
    const index = Number(point.dataset.index);
    const along = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    const across = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    return panel.querySelector(`.point[data-series="${series + across}"][data-index="${index + along}"]`);
  }

  for (const svg of document.querySelectorAll("svg.figure")) {
    const points = [...svg.querySelectorAll(".point")];
    for (const point of points) {
      const title = point.querySelector("title");
      point.numbers = title.textContent;
      title.remove();
      point.setAttribute("role", "img");
      point.setAttribute("aria-label", point.numbers.replaceAll("\n", "; "));
      point.setAttribute("tabindex", "-1");
    }
    const track = event => {
      const point = nearest(svg, points, event);
      if (point === null) {
        hide();
      } else if (point !== current) {
        const same = other => Math.hypot(other.centre[0] - point.centre[0], other.centre[1] - point.centre[1]) < 2;
        show(point, points.filter(other => other !== point && same(other)).length);
      }
    };
    svg.addEventListener("pointermove", track);
    svg.addEventListener("pointerdown", track);
    svg.addEventListener("pointerleave", hide);
    for (const panel of svg.querySelectorAll(".panel")) {
      const own = panel.querySelectorAll(".point");
      own[own.length - 1].setAttribute("tabindex", "0");
    }
  }

  // On the document: SVG elements that listen to focus themselves become stops of the Tab key in Chromium.
  const focused = event => event.target.closest?.(".point");
  document.addEventListener("focusin", event => focused(event) ? show(event.target, 0) : hide());
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", event => {
    if (!focused(event)) {
      return;
    }
    const next = step(event.target.closest(".panel"), event.target, event.key);
    if (event.key === "Escape") {
      hide();
    } else if (next && event.key.startsWith("Arrow")) {
      event.preventDefault();
      event.target.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }
  });
  // Focus itself may scroll the page: the numbers of the focused point go with it.
  addEventListener("scroll", () => current !== null && current === document.activeElement ? place(current) : hide(), { passive: true });
})();
