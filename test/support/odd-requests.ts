/** Requests with odd values for each parameter and field of an OpenAPI document. */

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  minimum?: number;
  pattern?: string;
}

interface Operation {
  'x-needs'?: string;
  parameters?: { in: 'path' | 'query'; name: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface OddRequest {
  route: string;
  method: Method;
  url: string;
  /** Bytes of a body, and what they are said to be. */
  body?: { text: string; type: string };
  needs: string;
}

const LONE = '\ud800';
/** Texts that no field expects, or that are wrong for most. */
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '０２０２０－０１－０１',
  '张三'.repeat(5000),
  `${LONE}x`,
  '\udfff',
  '-1',
  '0',
  '1.5',
  '1e400',
  'NaN',
  '9'.repeat(400),
  '9223372036854775808',
  '9999-12-31',
  '1899-12-31',
  '2021-02-29',
  '275760-09-13',
  '0000-00-00',
  '2021-06-30T25:61:61Z',
  '__proto__',
  'constructor',
  `'; DROP TABLE finding; --`,
  '%',
  '../../etc/passwd',
  '$1{}[]()\\',
  '\u202e\u200b\ufeff',
  '\u{1F600}'.repeat(300),
  'null',
  '[object Object]',
  '2020',
  '12020Q9',
  ',,,',
  '人社局,人社局,不存在的单位',
];

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Values of the wrong type, besides. */
const OTHERS: unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  2 ** 53,
  -(2 ** 63),
  [],
  [[]],
  ['x', null, 1],
  Array(1200).fill('x'),
  {},
  { to: {}, kind: [], [LONE]: LONE },
  JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}'),
  deep(800),
];

const VALUES: unknown[] = [...TEXTS, ...OTHERS];

/** Whole bodies that are no JSON, or not the one that is asked for. */
const BODIES = [
  '',
  'null',
  '[]',
  '"x"',
  '0',
  '{',
  '{"a":1',
  '\u0000',
  `${'['.repeat(50_000)}`,
  '{"a":1}{}',
  '\ufeff{}',
];

const encoded = (text: string): string =>
  // A lone surrogate has no UTF-8: its bytes are sent as careless clients do.
  [...text].map((one) => (/\p{Cs}/u.test(one) ? '%ED%A0%80' : encodeURIComponent(one))).join('');

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const ENCODED_TEXTS = TEXTS.map(encoded);
const ENCODED_VALUES = VALUES.map((value) => encoded(asText(value)));

/** Queries that name a parameter twice, as a list, as an object, or in bytes that are no text. */
const ODD_QUERIES = [
  (name: string, value: string) => `${name}=${value}&${name}=${value}`,
  (name: string, value: string) => `${name}[]=${value}`,
  (name: string, value: string) => `${name}[a][b]=${value}`,
  (name: string) => name,
  (name: string) => `${name}=%zz`,
  (name: string) => `${name}=%ff%fe`,
  (name: string, value: string) => `${name}=${value}&unknown=1&__proto__=1&constructor[prototype]=x`,
];

interface Ways {
  document: ApiDocument;
  parametersOf: (path: string) => Record<string, string>;
  /** Valid values of a route's query parameters and fields by name. */
  validOf: (route: string) => Record<string, unknown>;
  /** Texts for fields that have a pattern: the first that matches is taken. */
  texts: string[];
  /** Of all odd values for one place, those that are sent. */
  chosen: <T>(values: T[], place: string) => T[];
}

/** Every odd request to every route. */
export function* oddRequests(ways: Ways): Generator<OddRequest> {
  for (const [path, operations] of Object.entries(ways.document.paths)) {
    for (const [verb, operation] of Object.entries(operations)) {
      const method = verb.toUpperCase() as Method;
      const route = `${method} ${path}`;
      const needs = operation['x-needs'] ?? 'nothing';
      const common = { route, method, needs };
      const filled = fillPath(path, ways.parametersOf(path));
      const sample = sampler(ways, ways.validOf(route));
      const schema = operation.requestBody?.content['application/json']?.schema;
      const body = schema && sample(schema);
      const query = validQuery(operation, ways.validOf(route));
      const sent = body === undefined ? {} : { body: json(body) };
      yield { ...common, url: filled + query(), ...sent };
      for (const url of oddPaths(path, operation, ways)) yield { ...common, url: url + query(), ...sent };
      for (const one of oddQueries(operation, ways, route))
        yield { ...common, url: filled + query(one), ...sent };
      const variants = variantsOf(schema, ways.document).map((variant) => sample(variant));
      for (const one of oddBodies(operation, ways, [body, ...variants], route)) {
        yield { ...common, url: filled + query(), body: one };
      }
    }
  }
}

const json = (value: unknown) => ({ text: JSON.stringify(value), type: 'application/json' });

const fillPath = (path: string, values: Record<string, string>): string =>
  path.replaceAll(/\{(.+?)\}/g, (_, name: string) =>
    (values[name] ?? 'x').split('/').map(encodeURIComponent).join('/'),
  );

const validQuery = (operation: Operation, valid: Record<string, unknown>) => {
  const named = operation.parameters?.filter(({ in: where, name }) => where === 'query' && name in valid);
  return (odd?: { name: string; text: string }): string => {
    const others = (named ?? []).filter(({ name }) => name !== odd?.name);
    const parts = others.map(({ name }) => `${name}=${encodeURIComponent(String(valid[name]))}`);
    if (odd) parts.push(odd.text);
    return parts.length > 0 ? `?${parts.join('&')}` : '';
  };
};

function* oddPaths(path: string, operation: Operation, { parametersOf, chosen }: Ways): Generator<string> {
  const values = parametersOf(path);
  for (const { in: where, name } of operation.parameters ?? []) {
    if (where !== 'path' || !path.includes(`{${name}}`)) continue;
    const texts = [...ENCODED_TEXTS, '..', '%2e%2e%2f', '%zz', '%ED%A0%80', '%00', '--help', 'x'.repeat(90)];
    for (const text of chosen(texts, `${path} ${name}`)) {
      yield fillPath(path.replace(`{${name}}`, '\u0001'), values).replace('\u0001', text);
    }
  }
}

function* oddQueries(
  operation: Operation,
  { chosen, validOf }: Ways,
  route: string,
): Generator<{ name: string; text: string }> {
  const valid = validOf(route);
  for (const { in: where, name } of operation.parameters ?? []) {
    if (where !== 'query') continue;
    const place = `${route} ${name}`;
    const texts = [
      ...ENCODED_VALUES.map((value) => `${name}=${value}`),
      ...ODD_QUERIES.map((write) => write(name, encodeURIComponent(String(valid[name] ?? '1')))),
    ].filter((text) => text.length < 12_000);
    for (const text of chosen(texts, place)) yield { name, text };
  }
}

/** @param bodies valid ones: one for each form that the body may have; none where it is no JSON */
function* oddBodies(
  operation: Operation,
  { chosen }: Ways,
  bodies: unknown[],
  route: string,
): Generator<{ text: string; type: string }> {
  const content = operation.requestBody?.content;
  if (!content) return;
  const type = Object.keys(content)[0] ?? '';
  if (type !== 'application/json') {
    for (const text of chosen(FORMS, route)) yield { text, type: 'multipart/form-data; boundary=b' };
    yield { text: 'x', type: 'multipart/form-data' };
    return yield json({ files: [] });
  }
  for (const text of chosen(BODIES, route)) yield { text, type };
  for (const [nth, body] of bodies.entries()) {
    for (const place of placesOf(body)) {
      for (const value of chosen(VALUES, `${route} ${nth} ${place.join('.')}`))
        yield json(changed(body, place, value));
    }
    yield json({ ...(body as object), unknown: deep(50), [LONE]: LONE });
    yield { text: JSON.stringify(body).replace('{', '{"__proto__":{"a":1},'), type };
  }
}

const part = (head: string, content = 'x') =>
  `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
/** Forms with odd parts, or broken off. */
const FORMS = [
  '',
  '--b--\r\n',
  'no form at all',
  `${part('name="files"; filename=""')}--b--\r\n`,
  `${part('name="files"; filename="a\0b.csv"')}--b--\r\n`,
  `${part(`name="files"; filename="${'长'.repeat(3000)}.csv"`)}--b--\r\n`,
  `${part('name="files"; filename="../../../etc/x.csv"')}--b--\r\n`,
  `${part('name="files"; filename*=UTF-8\'\'%zz%ff')}--b--\r\n`,
  `${part('name="__proto__"; filename="a.csv"')}--b--\r\n`,
  `${part('name="files"')}--b--\r\n`,
  `${part('filename="a.csv"')}--b--\r\n`,
  part('name="files"; filename="a.csv"'),
  `${part('name="files"; filename=".csv"').repeat(260)}--b--\r\n`,
  `${part('name="files"; filename="con.csv"', '')}--b--\r\n`,
];

/** The other forms of a body or of one of its fields. */
const variantsOf = (schema: Schema | undefined, document: ApiDocument): Schema[] => {
  const own = resolved(schema ?? {}, document);
  const whole = (own.anyOf ?? own.oneOf ?? []).slice(1);
  const inner = Object.entries(own.properties ?? {}).flatMap(([name, property]) =>
    variantsOf(property, document).map((variant) => ({
      ...own,
      properties: { ...own.properties, [name]: variant },
    })),
  );
  return [...whole, ...inner];
};

function resolved(schema: Schema, document: ApiDocument): Schema {
  return schema.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
}

/** Writes a value of a schema, with every field it names. @param valid values of fields by name */
function sampler({ document, texts }: Ways, valid: Record<string, unknown>) {
  const sample = (given: Schema, name = ''): unknown => {
    const schema = resolved(given, document);
    if (name in valid) return valid[name];
    const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
    if (first) return sample(first, name);
    if (schema.enum) return schema.enum[0];
    if (schema.const !== undefined) return schema.const;
    switch (schema.type) {
      case 'object': {
        const own = Object.entries(schema.properties ?? {});
        if (own.length > 0 || typeof schema.additionalProperties !== 'object')
          return Object.fromEntries(own.map(([key, inner]) => [key, sample(inner, key)]));
        return { [String(schema.propertyNames?.enum?.[0] ?? 'k')]: sample(schema.additionalProperties) };
      }
      case 'array':
        return [sample(schema.items ?? {})];
      case 'integer':
      case 'number':
        return schema.minimum ?? 0;
      case 'boolean':
        return true;
      case 'string': {
        const pattern = new RegExp(schema.pattern ?? '', 'u');
        return texts.find((text) => pattern.test(text)) ?? '';
      }
      default:
        return null;
    }
  };
  return sample;
}

type Place = (string | number)[];

/** Every place in a body: fields, items, and what is in them. */
function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const place = [...at, Array.isArray(value) ? Number(key) : key];
    return [place, ...placesOf(Reflect.get(value, key), place)];
  });
}

function changed(body: unknown, place: Place, value: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  if (Array.isArray(body))
    return body.map((item, index) => (index === key ? changed(item, rest, value) : item));
  const fields = body as Record<string, unknown>;
  return { ...fields, [key]: changed(fields[key], rest, value) };
}
