const falling =
  /availab|success|uptime|health|free|remaining|hit.?(?:rate|ratio)|throughput|rows?_?(?:in|out|count)?$|row.?count|freshness_ok|apdex/i;

/** 1 if a metric is bad when it rises (latency, errors, lag), −1 if it is bad when it falls. */
export function findPolarity(metric: string): 1 | -1 {
  return falling.test(metric.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')) ? -1 : 1;
}
