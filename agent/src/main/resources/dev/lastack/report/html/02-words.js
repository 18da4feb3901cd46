// Numbers and durations as LastAck's other reports write them; never in the reader's locale.

function count(number) {
  return Math.trunc(number).toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

function counted(number, noun) {
  return count(number) + " " + noun + (number === 1 ? "" : "s");
}

function duration(millis) {
  if (millis < 100) {
    return Math.round(millis) + " ms";
  }
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) {
    return (Math.floor(millis / 100) / 10).toFixed(1) + " s";
  }
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const pair = (large, unit, small, smallUnit) => large + unit + " " + String(small).padStart(2, "0") + smallUnit;
  if (hours === 0) {
    return pair(minutes, "m", seconds % 60, "s");
  }
  return hours < 24 ? pair(hours, "h", minutes % 60, "m") : pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

function rate(perSecond) {
  return perSecond >= 100 ? count(Math.round(perSecond)) : perSecond.toFixed(perSecond >= 1 ? 1 : 2);
}

// Cut, so that 100 % means all.
function percent(share) {
  return count(Math.floor(share * 100 + 1e-9)) + " %";
}

function listed(parts) {
  return parts.length < 2 ? parts.join("") : parts.slice(0, -1).join(", ") + " and " + parts[parts.length - 1];
}

// com.acme.PriceClient.price(PriceClient.java:87) as PriceClient.price:87.
function shortSite(site) {
  const match = /^(?:.*\.)?([^.(]+\.[^.(]+)\((?:[^:)]*)(?::(\d+))?\)$/s.exec(site);
  return match ? match[1] + (match[2] ? ":" + match[2] : "") : site;
}
