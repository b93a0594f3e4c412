import { cite } from '../citation.ts';
import { type Refused, refused } from '../result.ts';

const basis = [cite('petitionRegulation2022', '第三十二条'), cite('receptionSystem', '三（二）', 'R12')];

/** 一、 （一） 1. 1、 （1） ① 第一， at the beginning of a sentence or line: how people number what they ask and what they answer. */
const marks =
  /(?:^|[\n。；;：:]\s*)(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|[（(]\d{1,2}[）)]|\d{1,2}[、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]{1,2}[，、：:])/gu;

/**
 * The matters that a text numbers (逐项), in order; a text without numbers, or with one alone, is one matter. What stands
 * before the first number is a preface and no matter of its own.
 */
export function numberedItems(text: string): readonly string[] {
  const found = underNumbers(text);
  if (found.length >= 2) return found;
  return text.trim() === '' ? [] : [text.trim()];
}

/** What stands under each number. */
function underNumbers(text: string): readonly string[] {
  const found = [...text.matchAll(marks)];
  return found.map((mark, place) =>
    text
      .slice(mark.index + mark[0].length, found[place + 1]?.index ?? text.length)
      .replace(/^[\s。；;]+|[\s。；;]+$/g, ''),
  );
}

/**
 * 逐项答复 (Art 32, R12): an opinion on several numbered requests answers each under its number. Refuses `matter-unanswered`
 * with the first one that is not answered. Requests that nobody has numbered are one matter.
 * @param request the requests, as the draft states them
 * @param opinion the handling opinion
 */
export function unansweredMatter(request: string, opinion: string): Refused | undefined {
  const raised = numberedItems(request);
  if (raised.length < 2) return undefined;
  const answers = underNumbers(opinion);
  const missing = raised.findIndex((_matter, place) => !answers[place]);
  if (missing < 0) return undefined;
  const matter = (raised[missing] ?? '').slice(0, 40);
  return refused('matter-unanswered', { index: missing + 1, of: raised.length, matter }, basis, 'opinion');
}
