import type { Unlaid } from '../modules/documents/blocks.ts';
import type { DocumentFormat } from '../modules/documents/documents.repository.ts';

/** Words that papers are filled with, beside the names of the domain's catalogue. */
export const documentWords = {
  anonymous: '匿名信访人',
  withheld: '（依法保密）',
  none: '无',
  instruction: (text: string, name: string, on: string) => `${text}（${name}，${on}）`,
  transferForm: '信访事项转送单',
  responsible: (head: string, clerk: string) =>
    [head && `负责人${head}`, clerk && `经办${clerk}`].filter(Boolean).join('，'),
  satisfaction: (office: string, unit: string) => `对信访工作机构：${office}；对承办单位：${unit}`,
  handlingOpinion: '信访事项处理意见书',
  reply: '信访事项答复意见书',
  standing: (overdue: boolean) => (overdue ? '已超过办理期限' : '尚在办理期限内'),
} as const;

/** Across the page of what is not issued. */
export const draftMark = '拟稿';

const unlaids: Readonly<Record<Unlaid, string>> = {
  picture: '图片',
  textBox: '文本框',
  list: '自动编号',
  revision: '修订痕迹',
  headerText: '页眉页脚中的文字',
  footnote: '脚注',
  equation: '公式',
  columns: '分栏或者分节',
};
/** What our layout cannot show. */
export const unlaidName = (what: Unlaid): string => unlaids[what];

const formats: Readonly<Record<DocumentFormat, string>> = { docx: '下载文档', pdf: '下载 PDF', html: '预览' };
/** How a paper was taken. */
export const documentFormatName = (format: DocumentFormat): string => formats[format];

/** A refusal where a paper was expected. */
export const documentRefusalPage = (sentence: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>文书</title></head><body><p>${sentence.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</p></body></html>`;
