package bench

import (
	"slices"
	"time"
)

func medianPace(paces []pace) (middle pace) {
	of := func(value func(pace) float64) float64 {
		var values []float64
		for _, p := range paces {
			values = append(values, value(p))
		}
		return quantile(values, 0.5)
	}
	middle.PerSecond = of(func(p pace) float64 { return p.PerSecond })
	middle.Median = of(func(p pace) float64 { return p.Median })
	middle.P95 = of(func(p pace) float64 { return p.P95 })
	return middle
}

// quantile returns the value below which the share of the values lies.
func quantile[T float64 | time.Duration](values []T, share float64) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[int(float64(len(sorted)-1)*share+0.5)]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
