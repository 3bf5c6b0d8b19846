/** Dates, numbers and money, read and written as the browser's language does. */

/** The language for dates and numbers: the browser's, which also knows the region. */
export function region(): string {
  return navigator.language || "en";
}

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(currency: string | undefined): Intl.NumberFormat {
  const key = `${region()} ${currency ?? ""}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(
      region(),
      currency === undefined ? { maximumFractionDigits: 20 } : { style: "currency", currency },
    );
    formats.set(key, format);
  }
  return format;
}

/** A decimal number such as `-1234.50`, exactly; one that is none comes back as it is. */
export function showNumber(decimal: string, currency?: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) return decimal;
  try {
    // A text is formatted exactly, where a number would be rounded to 53 bits.
    return numberFormat(currency).format(decimal as Intl.StringNumericLiteral);
  } catch {
    // A currency code that Intl does not take.
    return currency === undefined ? decimal : `${decimal} ${currency}`;
  }
}

let percents: { region: string; format: Intl.NumberFormat } | undefined;

/** A share such as `0.15`, exactly, as 15 %; one that is no number comes back as it is. */
export function showPercent(decimal: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) return decimal;
  if (percents?.region !== region()) {
    const format = new Intl.NumberFormat(region(), { style: "percent", maximumFractionDigits: 20 });
    percents = { region: region(), format };
  }
  return percents.format.format(decimal as Intl.StringNumericLiteral);
}

/** A decimal number times ten to the power of `by`, exactly. */
export function shiftDecimal(decimal: string, by: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (match === null || by === 0) return decimal;
  const [, sign = "", whole = "", fraction = ""] = match;
  const zeros = "0".repeat(Math.abs(by));
  const digits = by < 0 ? zeros + whole + fraction : whole + fraction + zeros;
  const point = by < 0 ? whole.length : whole.length + by;
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
  const after = digits.slice(point).replace(/0+$/, "");
  return `${sign}${before}${after === "" ? "" : `.${after}`}`;
}

/** A decimal number as it is put into an editor: the region's decimal sign, no grouping. */
export function editNumber(decimal: string): string {
  return decimal.replace(".", separators().decimal);
}

function separators(): { decimal: string; group: string } {
  const parts = numberFormat(undefined).formatToParts(-12_345.6);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return { decimal: of("decimal") || ".", group: of("group") };
}

/**
 * What a person typed as a number, in plain decimal: currency signs, spaces and grouping are left
 * out. A single sign that groups nothing (`1,5` in English, `1.5` in German) is the decimal sign.
 * None if it is no number.
 */
export function readNumber(typed: string): string | undefined {
  const { decimal, group } = separators();
  let text = typed
    .normalize("NFKC")
    .replace(/[\s\p{Sc}]/gu, "")
    .replace(/^[A-Za-z]{3}|[A-Za-z]{3}$/g, "");
  text = text.replaceAll("\u2212", "-").replaceAll("’", "'");
  // Digits of other scripts have the value that Unicode gives them.
  text = text.replace(/\p{Nd}/gu, digitValue);
  const pieces = text.split(decimal);
  if (pieces.length > 2) return undefined;
  const grouping = group === "" || /\s/.test(group) ? "," : group.replace("’", "'");
  const groups = (pieces[0] ?? "").split(grouping === decimal ? "'" : grouping);
  const grouped = groups.slice(1).every((part) => /^\d{2,3}$/.test(part)) && groups.at(-1)?.length === 3;
  if (groups.length > 1 && !grouped) {
    if (groups.length > 2 || pieces.length > 1) return undefined;
    text = groups.join(".");
  } else {
    text = [groups.join(""), ...pieces.slice(1)].join(".");
  }
  const match = /^([-+]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (match === null || !/\d/.test(text)) return undefined;
  const whole = (match[2] ?? "").replace(/^0+(?=\d)/, "") || "0";
  const fraction = match[3] ?? "";
  return `${match[1] === "-" ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

function digitValue(digit: string): string {
  // The ten digits of a script stand in a row, and the first has the value 0.
  const code = digit.codePointAt(0) ?? 0x30;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

let dates: { region: string; format: Intl.DateTimeFormat } | undefined;

/** A date such as `2026-11-23`; what is none comes back as it is. */
export function showDate(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (match === null) return iso;
  const at = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return iso;
  if (dates?.region !== region()) {
    const format = new Intl.DateTimeFormat(region(), { dateStyle: "medium", timeZone: "UTC" });
    dates = { region: region(), format };
  }
  return dates.format.format(at);
}

/**
 * A date as spreadsheets write it, as `2026-11-23`: that form itself, or three numbers in the order of
 * the region. None if it is no date.
 */
export function readDate(typed: string): string | undefined {
  const text = typed
    .normalize("NFKC")
    .trim()
    .replace(/\p{Nd}/gu, digitValue);
  const match = /^(\d{1,4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,4})\.?$/.exec(text);
  if (match === null) return undefined;
  const numbers = match.slice(1, 4);
  const order = (numbers[0] ?? "").length === 4 ? ["year", "month", "day"] : dateOrder();
  const part = (name: string): string => numbers[order.indexOf(name)] ?? "";
  const year = part("year").length === 2 ? `20${part("year")}` : part("year");
  const iso = `${year}-${part("month").padStart(2, "0")}-${part("day").padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  // The thirtieth of February is another day.
  const isDate = /^\d{4}-/.test(iso) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso);
  return isDate ? iso : undefined;
}

/** The order in which the region writes year, month and day. */
function dateOrder(): string[] {
  const parts = new Intl.DateTimeFormat(region(), { dateStyle: "short" }).formatToParts(0);
  return parts.map(({ type }) => String(type)).filter((type) => ["year", "month", "day"].includes(type));
}

let moments: { region: string; format: Intl.DateTimeFormat } | undefined;

/** A moment, in milliseconds since 1970, where the person is. */
export function showMoment(at: number): string {
  if (moments?.region !== region()) {
    const format = new Intl.DateTimeFormat(region(), { dateStyle: "medium", timeStyle: "short" });
    moments = { region: region(), format };
  }
  return moments.format.format(at);
}

/** A moment as an input of the type `datetime-local` has it, where the person is. */
export function editMoment(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return Number.isNaN(local.getTime()) ? "" : local.toISOString().slice(0, 16);
}

/** The moment in an input of the type `datetime-local`, in milliseconds since 1970. */
export function readMoment(typed: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(typed)) return undefined;
  const at = new Date(typed).getTime();
  return Number.isNaN(at) || at < 0 ? undefined : at;
}

/** The name of the time zone where the person is. */
export function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const CURRENCIES: Record<string, string> = {
  AE: "AED",
  AR: "ARS",
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  CL: "CLP",
  CN: "CNY",
  CO: "COP",
  CZ: "CZK",
  DK: "DKK",
  EG: "EGP",
  GB: "GBP",
  HK: "HKD",
  HU: "HUF",
  ID: "IDR",
  IL: "ILS",
  IN: "INR",
  JP: "JPY",
  KR: "KRW",
  MX: "MXN",
  MY: "MYR",
  NG: "NGN",
  NO: "NOK",
  NZ: "NZD",
  PH: "PHP",
  PL: "PLN",
  RO: "RON",
  SA: "SAR",
  SE: "SEK",
  SG: "SGD",
  TH: "THB",
  TR: "TRY",
  TW: "TWD",
  UA: "UAH",
  US: "USD",
  VN: "VND",
  ZA: "ZAR",
};
const EURO = new Set("AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" "));

/** The currency that is likeliest where the browser is at home. */
export function likelyCurrency(): string {
  const country = new Intl.Locale(region()).maximize().region ?? "US";
  return EURO.has(country) ? "EUR" : (CURRENCIES[country] ?? "USD");
}

let named: { region: string; currencies: { code: string; name: string }[] } | undefined;

/** All currencies by code, with their names. */
export function currencies(): readonly { code: string; name: string }[] {
  if (named?.region !== region()) {
    const names = new Intl.DisplayNames(region(), { type: "currency" });
    const all = Intl.supportedValuesOf("currency").map((code) => ({ code, name: names.of(code) ?? code }));
    named = { region: region(), currencies: all };
  }
  return named.currencies;
}

/**
 * White on a colour `#rrggbb` where that is easy enough to read, black elsewhere.
 *
 * White looks at home on Gmail's labels; 4.5 to 1 is what WCAG 2 (1.4.3) asks for.
 */
export function inkOn(colour: string): "#000000" | "#ffffff" {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const contrastWithWhite = 1.05 / (luminance + 0.05);
  return contrastWithWhite >= 4.5 ? "#ffffff" : "#000000";
}
