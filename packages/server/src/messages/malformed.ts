/*
 * What is wrong with a request that is not as the API wants it, in Chinese: the parser, the rules and the reading of variables say it
 * in English. A sentence that none of these rows knows is left out; where it stands is said all the same.
 */

/** Where something stands in the text of a query, counted from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

type Row = readonly [RegExp, (...parts: string[]) => string];

/** No longer than what helps to find it: whoever sends it knows the rest. */
const longestName = 60;
const named = (text: string | undefined): string => {
  const all = [...(text ?? '')];
  return `“${all.length > longestName ? `${all.slice(0, longestName).join('')}…` : all.join('')}”`;
};

/** What stands in a query, as the parser names it: `Name "x"`, `String`, `"}"`, `<EOF>`. */
function tokenName(token: string): string {
  const kinds: Readonly<Record<string, string>> = {
    '<EOF>': '查询的结尾',
    Name: '名称',
    Int: '整数',
    Float: '小数',
    String: '文字',
    BlockString: '多行文字',
    Comment: '注释',
  };
  const [, kind, text] = /^(<EOF>|\w+)?\s?(?:"(.*)")?$/s.exec(token) ?? [];
  return [kind && (kinds[kind] ?? kind), text && named(text)].filter(Boolean).join('');
}

const needs = '没有给出，但必须给出';

const values: readonly Row[] = [
  [/^Field "([^"]+)" of required type "([^"]+)" was not provided\.$/, (f, t) => `字段${named(f)}（${t}）${needs}`],
  [/^Field "([^"]+)" is not defined by type "([^"]+)"\.$/, (f, t) => `类型 ${t} 没有字段${named(f)}`],
  [/^Field "([^"]+)" must be non-null\.$/, (f) => `字段${named(f)}不能为空`],
  [/^Expected non-nullable type "([^"]+)" not to be null\.$/, (t) => `不能为空，应为 ${t}`],
  [/^Expected type "([^"]+)" to be an object\.$/, (t) => `应为 ${t} 的各个字段`],
  [/^(?:Exactly one key|OneOf Input Object).* "([^"]+)"/, (t) => `${t} 应当只给一个字段`],
  [/^Value "([^"]*)" does not exist in "(\w+)" enum\.$/s, (v, t) => `${named(v)}不在 ${t} 的可选值之内`],
  [/^Enum "(\w+)" cannot represent /, (t) => `应为 ${t} 的一个可选值`],
  [/^(Int|Float|String|Boolean|ID) cannot represent /, (t) => `应为 ${t}`],
  [/^(?:Expected type "DateTime"|not an instant)/, () => '应为带时区的时间（ISO 8601），如2026-11-22T01:00:00Z'],
  [/^Expected (?:value of )?type "([^"]+)"/, (t) => `应为 ${t}`],
];

const syntax: readonly Row[] = [
  [
    /^Expected (.+), found (.+)\.$/s,
    (wanted, found) => `此处应为${tokenName(wanted ?? '')}，写的是${tokenName(found ?? '')}`,
  ],
  [/^Unexpected (?:character: )?(.+)\.$/s, (found) => `此处不应有${tokenName(found ?? '')}`],
  [/^Unterminated string\.$/, () => '文字没有写完，缺少引号'],
  [/^Invalid /, () => '数字、文字或字符的写法不对'],
  [/^Query depth limit of (\d+) exceeded/, (n) => `查询最多嵌套${n}层，请分成几次查询`],
  [/^Aliases limit of (\d+) exceeded/, (n) => `一次最多用${n}个别名，请分成几次查询`],
  [/^Directives limit of (\d+) exceeded/, (n) => `一次最多用${n}个指令，请减少`],
  [/^Token limit of (\d+) exceeded/, (n) => `查询不能多于${n}个词，请分成几次查询`],
  [/^Query Cost limit of (\d+) exceeded/, (n) => `一次要的内容太多（上限${n}），请减少字段或每页条数`],
];

const rows: readonly Row[] = [
  [/^Syntax Error: (.*)$/s, (fault) => `语法有误${after('：', said(syntax, fault ?? ''))}`],
  [/^Cannot query field "(\w+)" on type "(\w+)"\.$/, (f, t) => `类型 ${t} 没有字段${named(f)}`],
  [/^Unknown argument "(\w+)" on field "([\w.]+)"\.$/, (a, f) => `字段 ${f} 没有参数${named(a)}`],
  [/^Unknown argument "(\w+)" on directive "(@\w+)"\.$/, (a, d) => `指令 ${d} 没有参数${named(a)}`],
  [/^Unknown directive "(@\w+)"\.$/, (d) => `没有指令${named(d)}`],
  [/^Directive "(@\w+)" may not be used on /, (d) => `指令${named(d)}不能用在这里`],
  [/^The directive "(@\w+)" can only be used once/, (d) => `指令${named(d)}在同一处只能用一次`],
  [/^Unknown fragment "(\w+)"\.$/, (f) => `没有片段${named(f)}`],
  [/^Unknown type "(\w+)"\.$/, (t) => `没有类型${named(t)}`],
  [/^Fragment "(\w+)" is never used\.$/, (f) => `片段${named(f)}没有用到，请删去`],
  [/^Cannot spread fragment "(\w+)" within itself/, (f) => `片段${named(f)}不能包含它自己`],
  [/^Fragment (?:"\w+" )?cannot condition on non composite type "(.+)"\.$/, (t) => `片段不能用于没有字段的类型 ${t}`],
  [
    /^Fragment .*cannot be spread here as objects of type "(.+)" can never be of type "(.+)"\.$/,
    (a, b) => `类型 ${a} 中不能用 ${b} 的片段`,
  ],
  [/^Variable "(\$\w+)" is not defined/, (v) => `变量${named(v)}没有声明`],
  [/^Variable "(\$\w+)" is never used/, (v) => `变量${named(v)}没有用到，请删去`],
  [/^Variable "(\$\w+)" cannot be non-input type "(.+)"\.$/, (v, t) => `变量${named(v)}不能是 ${t}`],
  [/^Variable "(\$\w+)" expected value of type "(.+)" which/, (v, t) => `变量${named(v)}不能是 ${t}`],
  [
    /^Variable "(\$\w+)" of type "(.+)" used in position expecting type "(.+)"\.$/,
    (v, t, w) => `变量${named(v)}声明为 ${t}，此处应为 ${w}`,
  ],
  [/^Variable "(\$\w+)" is of type "(.+)" but must be non-nullable/, (v, t) => `变量${named(v)}（${t}）应当必填`],
  [/^Variable "(\$\w+)" of required type "(.+)" was not provided\.$/, (v, t) => `变量${named(v)}（${t}）${needs}`],
  [/^Variable "(\$\w+)" of non-null type "(.+)" must not be null\.$/, (v, t) => `变量${named(v)}（${t}）不能为空`],
  [
    /^Variable "\$(\w+)" got invalid value .*?(?: at "([^"]+)")?; (\S.*)$/s,
    (v, at, fault) => `变量${named(`$${at || v}`)}的值不对${after('：', said(values, fault ?? ''))}`,
  ],
  [/^Argument "(\w+)" of (?:required|non-null) type "([^"]+)" /, (a, t) => `参数${named(a)}（${t}）${needs}`],
  [/^Argument "(\w+)" has invalid value /, (a) => `参数${named(a)}的值不对`],
  [
    /^Field "(\w+)" argument "(\w+)" of type "(.+)" is required/,
    (f, a, t) => `字段 ${f} 的参数${named(a)}（${t}）${needs}`,
  ],
  [
    /^Directive "(@\w+)" argument "(\w+)" of type "(.+)" is required/,
    (d, a, t) => `指令 ${d} 的参数${named(a)}（${t}）${needs}`,
  ],
  [
    /^Field "(\w+)" must not have a selection since type "(.+)" has no subfields\.$/,
    (f, t) => `字段${named(f)}是 ${t}，没有下级字段`,
  ],
  [
    /^Field "(\w+)" of type "(.+)" must have (?:a selection of subfields|at least one field)/,
    (f, t) => `字段${named(f)}是 ${t}，应写明要它的哪些字段`,
  ],
  [/^Fields "(\w+)" conflict because /, (f) => `同名的字段${named(f)}要的内容不同，请用别名区分`],
  [/^There can be only one .* "(.+)"\.$/, (n) => `${named(n)}写了不止一次`],
  [/^This anonymous operation must be the only/, () => '有几个操作时，每个都要有名称'],
  [
    /^(?:Could not determine what operation|Must provide an operation|Unknown operation named)/,
    () => '没有找到要执行的操作；查询中有几个操作的，请用 operationName 写明是哪一个',
  ],
  [/must select only one top level field\.$/, () => '一个订阅只能有一个顶层字段'],
  [/must not select an introspection top level field\.$/, () => '不能订阅接口说明'],
  [/^Maximum introspection depth exceeded$/, () => '接口说明查询得太深'],
  [/^The .+ definition is not executable\.$/, () => '只能提交查询、修改或订阅，不能定义类型'],
  [/^Can only perform a \w+ operation from a POST request\.$/, () => '修改只能用 POST 提交'],
];

const after = (sign: string, text: string | undefined): string => (text === undefined ? '' : `${sign}${text}`);

function said(from: readonly Row[], fault: string): string | undefined {
  for (const [pattern, say] of from) {
    const found = pattern.exec(fault);
    if (found) return say(...found.slice(1).map((part) => part ?? ''));
  }
  return undefined;
}

/** A fault that GraphQL tells in English, in Chinese: where it stands and what it is. */
export function faultInQuery(message: string, place: Place | undefined): string {
  const where = place && `第${place.line}行第${place.column}列`;
  // field names are not offered to those who guess
  const what = said([...rows, ...values], message.replace(/ Did you mean .*$/s, '')) ?? '不符合接口说明';
  return [where, what].filter(Boolean).join('：');
}

/** What else can be wrong with a request, before its query is looked at. */
export const requestFaults = {
  notJson: '请求体不是有效的 JSON',
  cutOff: '请求体没有写完，不是完整的 JSON',
  notJsonAt: (line: string, column: string) => `请求体的 JSON 在第${line}行第${column}列有误`,
  batch: '一次只能提交一个操作，不能是一组',
  notAnObject: '请求体应为含有 query 的 JSON 对象',
  noQuery: '没有写 query，它应为文字',
  variables: 'variables 应为 JSON 对象',
  operationName: 'operationName 应为文字',
  extensions: 'extensions 应为 JSON 对象',
  unknown: (name: string) => `不认识的参数${named(name)}`,
  method: '这个地址只接受 GET 和 POST',
  accept: '只能回答 application/json、application/graphql-response+json 或 text/event-stream，请改 Accept',
  asked: 'asked 应为 caseList 的参数（filter、sort、descending）写成的 JSON',
  unstorable: '文字中有空字符（U+0000）或半个字符，无法保存',
  tooDeep: '内容嵌套得太深',
  notConnected: '连接还没有建立，请先发送 connection_init',
  subscriptionsOnly: 'WebSocket 只接受订阅，查询和修改请用 HTTP',
} as const;
