import { effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { moment } from "./store.js";

type Zoom = "follow" | "fit" | number;
const zoom = signal<Zoom>("follow");
/** At this scale the chart's words can be read. */
const readable = 1;
const svgNamespace = "http://www.w3.org/2000/svg";

export function fitChart(): void {
  zoom.value = zoom.value === "fit" ? "follow" : "fit";
}

/** The drawing of the chart, part of the page, with the moment painted on it. */
export function Chart() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    const template = document.querySelector<HTMLTemplateElement>("#chart");
    if (!element || !template) return;
    element.append(document.importNode(template.content, true));
    const svg = element.querySelector("svg");
    if (!svg) return;
    const drawing = readDrawing(svg);
    const stopPainting = effect(() => paint(drawing, moment.value));
    const resize = () => scale(element, drawing, zoom.value);
    const stopScaling = effect(resize);
    const followActive = () => {
      const { active } = moment.value;
      if (zoom.value === "follow") follow(element, drawing, active);
    };
    const stopFollowing = effect(followActive);
    const observer = new ResizeObserver(() => {
      resize();
      followActive();
    });
    observer.observe(element);
    return () => {
      stopPainting();
      stopScaling();
      stopFollowing();
      observer.disconnect();
    };
  }, []);
  const change = (factor: number) => {
    const element = frame.current;
    const svg = element?.querySelector("svg");
    if (!svg) return;
    const now = svg.getBoundingClientRect().width / (svg.viewBox.baseVal.width || 1);
    zoom.value = Math.min(3, Math.max(0.1, now * factor));
  };
  return (
    <section class="chart-view panel" aria-label="Statechart">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by the keyboard */}
      <div class="chart-frame" ref={frame} data-testid="chart" tabIndex={0} />
      <div class="chart-tools">
        <button type="button" class="button" title="Larger" aria-label="Larger" onClick={() => change(1.25)}>
          +
        </button>
        <button type="button" class="button" title="Smaller" aria-label="Smaller" onClick={() => change(0.8)}>
          −
        </button>
        <button
          type="button"
          class="button"
          aria-pressed={zoom.value === "fit"}
          title="The whole chart (F)"
          onClick={() => {
            zoom.value = "fit";
          }}
        >
          fit
        </button>
        <button
          type="button"
          class="button"
          aria-pressed={zoom.value === "follow"}
          title="Stay with the active state (F)"
          onClick={() => {
            zoom.value = "follow";
          }}
        >
          follow
        </button>
      </div>
      <ActivePath />
    </section>
  );
}

function ActivePath() {
  const { active } = moment.value;
  const pathOf = (id: string | undefined) => id?.split(".").slice(1) ?? [];
  // The search for the next task comes after the open one, and only while it works.
  const beside = active.find((id) => isAhead(id) && id.endsWith(".searching"));
  const paths = [pathOf(atWork(active)), ...(beside ? [pathOf(beside).slice(3)] : [])];
  return (
    <p class="active-path" data-testid="active">
      {paths.map((path) => path.join(" › ")).join(" + ")}
    </p>
  );
}

/** Of the active states, the one of the task at work, and not of what is searched beside it. */
function atWork(active: readonly string[]): string | undefined {
  return active.find((id) => !isAhead(id));
}

function isAhead(id: string): boolean {
  return id.split(".").includes("ahead");
}

interface Drawing {
  svg: SVGSVGElement;
  states: ReadonlyMap<string, SVGElement>;
  edges: readonly { element: SVGElement; ids: readonly string[]; badge: SVGElement; count: SVGTextElement }[];
}

function readDrawing(svg: SVGSVGElement): Drawing {
  const states = new Map(
    [...svg.querySelectorAll<SVGElement>("[data-state]")].map((element) => [
      element.dataset.state ?? "",
      element,
    ]),
  );
  const labels = [...svg.querySelectorAll<SVGGraphicsElement>("[data-label-of]")].map((label) =>
    label.getBBox(),
  );
  const edges = [...svg.querySelectorAll<SVGElement>("[data-edge]")].map((element) => {
    const ids = (element.dataset.edge ?? "").split(/\s+/);
    return { element, ids, ...addBadge(svg, element, labels) };
  });
  return { svg, states, edges };
}

/** A place for how often an edge was taken, on its line. */
function addBadge(svg: SVGSVGElement, edge: SVGElement, labels: readonly DOMRect[]) {
  const badge = document.createElementNS(svgNamespace, "g");
  const count = document.createElementNS(svgNamespace, "text");
  badge.setAttribute("class", "edge-count");
  const { x, y } = placeOn(edge, labels);
  badge.setAttribute("transform", `translate(${x} ${y})`);
  badge.append(document.createElementNS(svgNamespace, "rect"), count);
  svg.append(badge);
  return { badge, count };
}

/** Where on a line a badge may stand, the best first. */
const places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
/** Half of a badge with two digits, and a little air. */
const reach = { x: 12, y: 9 };

/** Near the middle of a line where no label is, or at the corner of a note that stands for a line. */
function placeOn(edge: SVGElement, labels: readonly DOMRect[]): { x: number; y: number } {
  const path = edge instanceof SVGPathElement ? edge : edge.querySelector("path");
  if (path) {
    const length = path.getTotalLength();
    const points = places.map((part) => path.getPointAtLength(part * length));
    return (points.find((point) => !labels.some((label) => covers(point, label))) ?? points[0]) as DOMPoint;
  }
  if (!(edge instanceof SVGGraphicsElement)) return { x: 0, y: 0 };
  const { x, y, width } = edge.getBBox();
  return { x: x + width, y };
}

function covers({ x, y }: DOMPoint, label: DOMRect): boolean {
  const isBeside = x + reach.x < label.x || x - reach.x > label.x + label.width;
  return !isBeside && y + reach.y > label.y && y - reach.y < label.y + label.height;
}

function paint({ states, edges }: Drawing, { active, taken, counts }: (typeof moment)["value"]): void {
  const inside = new Set(active.flatMap(ancestors));
  const leaves = new Set(active);
  for (const [id, element] of states) {
    element.classList.toggle("is-active", leaves.has(id));
    element.classList.toggle("is-around", inside.has(id) && !leaves.has(id));
  }
  for (const { element, ids, badge, count } of edges) {
    const times = ids.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
    element.classList.toggle("is-counted", times > 0);
    const isTaken = ids.some((id) => taken.includes(id));
    element.classList.toggle("is-taken", isTaken);
    badge.classList.toggle("is-counted", times > 0);
    badge.classList.toggle("is-taken", isTaken);
    const text = String(times);
    if (count.textContent === text) continue;
    count.textContent = text;
    const width = 8 + 6.5 * text.length;
    const box = badge.firstElementChild;
    for (const [name, value] of Object.entries({ x: -width / 2, y: -8, width, height: 16, rx: 8 }))
      box?.setAttribute(name, String(value));
  }
}

function ancestors(id: string): string[] {
  const keys = id.split(".");
  return keys.map((_, index) => keys.slice(0, index + 1).join("."));
}

function scale(element: HTMLElement, { svg }: Drawing, wanted: Zoom): void {
  const { width, height } = svg.viewBox.baseVal;
  const fit = Math.min((element.clientWidth - 16) / width, (element.clientHeight - 16) / height);
  const factor = wanted === "fit" ? fit : wanted === "follow" ? Math.max(readable, fit) : wanted;
  svg.style.width = `${width * factor}px`;
  svg.style.height = `${height * factor}px`;
}

/** Between a state that is followed and the border of what is in sight, in pixels. */
const air = 12;
/** Where the path of the active state stands in front of the chart. */
const pathHeight = 34;

/** Brings what is active into the middle, but rather the corner of the state around it, where that state's name is. */
function follow(element: HTMLElement, { states, svg }: Drawing, active: readonly string[]): void {
  const main = atWork(active);
  const id = main === undefined ? undefined : nearest(states, main);
  const target = id === undefined ? undefined : states.get(id);
  if (!id || !target || svg.viewBox.baseVal.width === 0) return;
  const box = target.getBoundingClientRect();
  const around = (states.get(id.slice(0, id.lastIndexOf("."))) ?? target).getBoundingClientRect();
  const frame = element.getBoundingClientRect();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const left = Math.min(
    box.left + box.width / 2 - frame.left - frame.width / 2,
    around.left - frame.left - air,
  );
  const top = Math.min(box.top + box.height / 2 - frame.top - frame.height / 2, around.top - frame.top - air);
  element.scrollBy({
    left: Math.max(left, box.right - frame.right + air),
    top: Math.max(top, box.bottom - frame.bottom + air + pathHeight),
    behavior: calm ? "instant" : "smooth",
  });
}

/** The drawing may not show every state. */
function nearest(states: ReadonlyMap<string, unknown>, id: string): string {
  return states.has(id) || !id.includes(".") ? id : nearest(states, id.slice(0, id.lastIndexOf(".")));
}
