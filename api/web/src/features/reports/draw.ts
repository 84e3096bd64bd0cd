import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Bars } from "./bars";

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colours of the drawn measures, in their order. */
export const tones = ["--bar-paid", "--bar-waiting", "--sunken"];

/** Written with elements: the policy allows no style in markup, which the chart's own words would have. */
function tip(bars: Bars, index: number): HTMLElement {
  const box = document.createElement("div");
  const head = box.appendChild(document.createElement("b"));
  head.textContent = bars.labels[index] ?? "";
  for (const series of bars.series) {
    const line = box.appendChild(document.createElement("div"));
    line.textContent = `${series.label}  ${series.texts[index] ?? ""}`;
  }
  return box;
}

interface How {
  /** Numbers along the axis. */
  short: (value: number) => string;
  onPick: (index: number) => void;
}

/** Draws the bars into an element that has its size. */
export function draw(element: HTMLElement, bars: Bars, { short, onPick }: How) {
  const chart = init(element, null, { renderer: "svg" });
  const [ink, faint, line, surface, edge] = ["--ink-2", "--ink-3", "--line", "--surface", "--edge"].map(color);
  const narrow = element.clientWidth < 560;
  const room = bars.keys.length * (bars.stacked ? 1 : bars.series.length);
  const written = !bars.stacked && (bars.upright ? room <= 12 && !narrow : room <= 16);
  const names = {
    type: "category" as const,
    data: bars.labels,
    inverse: !bars.upright,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: line } },
    axisLabel: { color: ink, fontSize: 12, ...(!bars.upright && { width: narrow ? 96 : 200, overflow: "truncate" as const }) },
  };
  const numbers = {
    type: "value" as const,
    splitNumber: narrow ? 3 : 5,
    splitLine: { lineStyle: { color: line } },
    axisLabel: { color: faint, fontSize: 12, formatter: short },
  };
  chart.setOption({
    animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 120,
    textStyle: { fontFamily: color("--font") },
    grid: { left: 8, right: written && !bars.upright ? 96 : 16, top: written && bars.upright ? 24 : 8, bottom: 4, outerBoundsMode: "same" },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: line, opacity: 0.4 } },
      confine: true,
      transitionDuration: 0,
      backgroundColor: surface,
      borderColor: line,
      textStyle: { color: color("--ink"), fontSize: 13 },
      formatter: (params: unknown) => {
        const [first] = [params].flat() as { dataIndex: number }[];
        return tip(bars, first?.dataIndex ?? 0);
      },
    },
    xAxis: bars.upright ? names : numbers,
    yAxis: bars.upright ? numbers : names,
    series: bars.series.map((series, i) => ({
      type: "bar" as const,
      name: series.label,
      data: series.lengths,
      ...(bars.stacked && { stack: "whole" }),
      barMaxWidth: 28,
      cursor: "pointer",
      itemStyle: {
        color: color(tones[i] ?? "--bar-paid"),
        ...(tones[i] === "--sunken" && { borderColor: edge, borderWidth: 1 }),
      },
      emphasis: { disabled: true },
      label: {
        show: written,
        position: bars.upright ? ("top" as const) : ("right" as const),
        color: ink,
        fontSize: 12,
        formatter: ({ dataIndex }: { dataIndex: number }) => series.texts[dataIndex] ?? "",
      },
    })),
  });
  chart.on("click", ({ dataIndex }) => onPick(dataIndex));
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(element);
  return {
    show: (index: number) => chart.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: index }),
    hide: () => chart.dispatchAction({ type: "hideTip" }),
    end: () => {
      watcher.disconnect();
      chart.dispose();
    },
  };
}
