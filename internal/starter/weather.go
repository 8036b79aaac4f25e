package starter

import "math"

// Weather is the weather at one moment.
type Weather struct {
	Temperature float64 // °C
	Humidity    float64 // relative, in %
	Wind        float64 // m/s
}

// Felt is the temperature in °C that a person in the shade feels, by Steadman's formula of 1994 as the Australian Bureau
// of Meteorology uses it: T + 0.33·e − 0.70·v − 4, where e is the pressure of the water vapour in hPa.
func (w Weather) Felt() float64 {
	e := w.Humidity / 100 * 6.105 * math.Exp(17.27*w.Temperature/(237.7+w.Temperature))
	return w.Temperature + 0.33*e - 0.70*w.Wind - 4
}

// Where weather begins to feel mild and hot, in °C.
const (
	cold = 10
	hot  = 25
)

const rows = 400

// weathers fills the ranges evenly with the points of a sequence of Roberts (2018): multiples, modulo 1, of the powers of
// 1/g, where g⁴ = g + 1. Values are rounded as the CSV shows them.
func weathers() []Weather {
	const g = 1.2207440846057596
	at := func(k int, power, from, to, digit float64) float64 {
		_, u := math.Modf(0.5 + float64(k)*math.Pow(g, -power))
		return math.Round((from+u*(to-from))/digit) * digit
	}
	list := make([]Weather, rows)
	for k := range list {
		list[k] = Weather{at(k, 1, -5, 40, 0.1), at(k, 2, 10, 100, 1), at(k, 3, 0, 15, 0.1)}
	}
	return list
}
