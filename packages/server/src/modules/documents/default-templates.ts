import type { DocumentKind } from '@huiyin/domain/documents';
import { documentKindName } from '@huiyin/domain/messages';
import { line, p, writeDocx } from './docx-writer.ts';
import { type FormRow, form, heading, type Layout, letter, officialPaper } from './template-parts.ts';

// The templates that come with the system. Their words are the bureau's to change: it downloads one, edits it in WPS or Word and
// uploads it.

const matterOf = '“{信访事项}”信访事项（信访编号：{信访编号}）';
const who: FormRow = ['信访人', '{信访人}', '联系电话', '{联系电话}'];
const which: FormRow = ['信访编号', '{信访编号}', '收到日期', '{收到日期}'];

const layouts: Readonly<Record<DocumentKind, Layout>> = {
  registrationForm: form(documentKindName('registrationForm'), [
    which,
    who,
    ['信访人类别', '{信访人类别}', '与事项的关系', '{与事项的关系}'],
    ['信访渠道', '{信访渠道}', '信访类别', '{信访类别}'],
    ['首问责任人', '{首问责任人}', '承办单位', '{承办单位}'],
    ['信访事项', '{信访事项}'],
    { label: '诉求', text: '{诉求}', tall: 2200 },
    { label: '此前办理情况', text: '{此前办理情况}', tall: 800 },
    { label: '摘编', text: '{摘编}', tall: 900 },
    ['处理方式', '{处理方式}'],
    { label: '领导批示', text: '{领导批示}', tall: 1000 },
  ]),
  assignmentForm: form('{文书标题}', [
    which,
    ['去向单位', '{去向单位}', '反馈期限', '{反馈期限}'],
    who,
    ['责任人', '{责任人}'],
    ['信访事项', '{信访事项}'],
    { label: '诉求', text: '{诉求}', tall: 2800 },
    { label: '办理要求', text: '{办理要求}', tall: 1700 },
    ['依据', '{依据}'],
    { label: '承办单位签收', text: '签收人：　　　　　　　　　　年　　月　　日', tall: 900 },
  ]),
  supervisionForm: form(documentKindName('supervisionForm'), [
    which,
    ['信访人', '{信访人}', '承办单位', '{承办单位}'],
    ['信访事项', '{信访事项}'],
    ['督办情形', '{督办情形}', '反馈期限', '{反馈期限}'],
    { label: '督办要求', text: '{办理要求}', tall: 2200 },
    ['督办建议', '{督办建议}'],
    { label: '督办反馈', text: '{督办反馈}', tall: 2200 },
    ['依据', '{依据}'],
  ]),
  completionForm: form(documentKindName('completionForm'), [
    which,
    ['信访人', '{信访人}', '承办单位', '{承办单位}'],
    ['信访事项', '{信访事项}'],
    { label: '领导批示', text: '{领导批示}', tall: 1000 },
    { label: '查明的原因', text: '{查明的原因}', tall: 2100 },
    { label: '化解办法', text: '{化解办法}', tall: 2100 },
    ['办理结果', '{办理结果}', '答复日期', '{答复日期}'],
    ['满意度', '{满意度}'],
    { label: '审核意见', text: '　　　　　　　　　　　　　　年　　月　　日', tall: 1100 },
  ]),
  receptionRecord: form(
    documentKindName('receptionRecord'),
    [
      ['信访编号', '{信访编号}', '接待时间', '{接待时间}'],
      ['接待地点', '{接待地点}', '接待人', '{接待人}'],
      who,
      ['与事项的关系', '{与事项的关系}', '记录人', '{记录人}'],
      ['信访事项', '{信访事项}'],
      { label: '接谈内容', text: '{接谈内容}', tall: 3800 },
      { label: '解答和引导', text: '{解答和引导}', tall: 1800 },
      { label: '处理决定', text: '{处理决定}', tall: 1000 },
    ],
    { words: '来访人签字：　　　　　接待人签字：　　　　　记录人签字：' },
  ),
  acceptanceNotice: letter(documentKindName('acceptanceNotice'), '{信访人}', [
    p(
      `您反映的${matterOf}，我机关于{收到日期}收到。经审查，该事项属于我机关职责范围。根据{依据}的规定，决定予以受理。`,
    ),
    p('{#说明}{说明}{/说明}'),
    p(
      '{#办理期限}我机关将自受理之日起60日内办结，最迟于{办理期限}作出书面答复；情况复杂需要延长的，将书面告知您理由。{/办理期限}',
    ),
    p('您可以凭信访编号向我机关查询办理情况。特此告知。', { keepNext: true }),
  ]),
  nonAcceptanceNotice: letter(documentKindName('nonAcceptanceNotice'), '{信访人}', [
    p(`您反映的${matterOf}，我机关于{收到日期}收到。经审查，根据{依据}的规定，决定不予受理。`),
    heading('不予受理的理由'),
    p('{理由}'),
    heading('有关法律、政策'),
    p('{法律政策说明}'),
    p('{#正在办理机关}该事项正由{正在办理机关}办理，请您向该机关了解办理情况。{/正在办理机关}'),
    p('{^正在办理机关}{#有权处理机关}请您依法向{有权处理机关}提出。{/有权处理机关}{/正在办理机关}'),
    p('特此告知。', { keepNext: true }),
  ]),
  destinationNotice: letter(documentKindName('destinationNotice'), '{信访人}', [
    p(
      `您反映的${matterOf}，我机关于{收到日期}收到。根据{依据}的规定，该事项应当由{去向单位}处理，我机关已将其转交{去向单位}。`,
    ),
    p('该单位将依照规定书面告知您是否受理并答复您，请与该单位联系。'),
    p('特此告知。', { keepNext: true }),
  ]),
  extensionNotice: letter(documentKindName('extensionNotice'), '{信访人}', [
    p(`您反映的${matterOf}，我机关正在办理，原定于{原定期限}前办结。`),
    p('延期理由：{理由}'),
    p('根据{依据}的规定，经{批准人}批准，办理期限延长至{延长后期限}。'),
    p('特此告知。', { keepNext: true }),
  ]),
  handlingOpinion: letter('{文书标题}', '{信访人}', [
    p(`您反映的${matterOf}，我机关于{收到日期}收到，现已办理。`),
    line('{#请求}', {}),
    heading('信访请求'),
    p('{请求}'),
    line('{/请求}', {}),
    line('{#事实和理由}', {}),
    heading('事实和理由'),
    p('{事实和理由}'),
    line('{/事实和理由}', {}),
    heading('处理意见'),
    p('{意见}'),
    p('{#结论}对您的请求：{结论}。{/结论}'),
    line('{#法律依据}', {}),
    heading('法律、法规、规章和政策依据'),
    p('{法律依据}'),
    line('{/法律依据}', {}),
    line('{#复查机关}', {}),
    heading('申请复查的权利'),
    p('如不服本意见，可以自收到本意见书之日起30日内，向{复查机关}书面请求复查（《信访工作条例》第三十五条）。', {
      keepNext: true,
    }),
    line('{/复查机关}', {}),
  ]),
  urgingLetter: letter(
    '关于催办信访事项的函',
    '{承办单位}',
    [
      p(
        `你单位承办的${matterOf}，信访人{信访人}，{#办理期限}办理期限为{办理期限}，{期限情况}。{/办理期限}根据{依据}的规定，现予催办：`,
      ),
      p('{内容}'),
      p('请抓紧办理，并将办理结果及时报送我机关。', { keepNext: true }),
    ],
    { urgent: true },
  ),
  supervisionLetter: letter(
    '关于督办信访事项的函',
    '{承办单位}',
    [
      p(`你单位承办的${matterOf}，信访人{信访人}，因{督办情形}，根据{依据}的规定，现予督办。`),
      heading('督办要求'),
      p('{办理要求}'),
      p('{#督办建议}同时提出以下建议：{督办建议}。{/督办建议}'),
      p('{#反馈期限}请于{反馈期限}前书面反馈办理结果{#督办建议}；未采纳建议的，应当说明理由{/督办建议}。{/反馈期限}', {
        keepNext: true,
      }),
    ],
    { urgent: true },
  ),
  circularNotice: officialPaper('关于信访事项办理情况的通报', '{承办单位}', [
    p(`你单位承办的${matterOf}，因{督办情形}被督办后，未在规定期限内反馈。`),
    p('{内容}'),
    line('{#办理要求}', {}),
    heading('督办要求'),
    p('{办理要求}'),
    line('{/办理要求}', {}),
    p('根据{依据}的规定，经{批准人}批准，现予通报。', { keepNext: true }),
  ]),
  deliveryReceipt: form(
    documentKindName('deliveryReceipt'),
    [
      ['送达文书', '{送达文书}{#所指文号}（{所指文号}）{/所指文号}'],
      ['信访编号', '{信访编号}', '发文机关', '{发文机关}'],
      ['受送达人', '{信访人}'],
      ['送达方式', '{送达方式}', '挂号信号码', '{挂号信号码}'],
      ['送达地点', ''],
      {
        pairs: [
          '受送达人签收',
          '{签收人}',
          '送达日期',
          '{#送达日期}{送达日期}{/送达日期}{^送达日期}　　年　月　日{/送达日期}',
        ],
        tall: 1500,
      },
      { label: '见证人', text: '{见证人}', tall: 1000 },
      { label: '备注', text: '', tall: 1400 },
    ],
    { words: '送达人签字：　　　　　　　　　　　　　年　　月　　日' },
  ),
  reexaminationOpinion: letter('信访事项复查意见书', '{信访人}', [
    p(
      `您就${matterOf}，不服{#所指文号}{所指文号}{/所指文号}{^所指文号}{承办单位}的{/所指文号}处理意见，向我机关请求复查，现已复查。`,
    ),
    heading('复查请求'),
    p('{请求}'),
    heading('复查意见'),
    p('{审查结论}。'),
    p('{意见}'),
    heading('申请复核的权利'),
    p('如不服本意见，可以自收到本意见书之日起30日内，向{复核机关}书面请求复核（《信访工作条例》第三十六条）。', {
      keepNext: true,
    }),
  ]),
  finalReviewOpinion: letter('信访事项复核意见书', '{信访人}', [
    p(
      `您就${matterOf}，不服{#所指文号}{所指文号}{/所指文号}{^所指文号}{原复查机关}作出的{/所指文号}复查意见，向我机关请求复核，现已复核。`,
    ),
    heading('复核请求'),
    p('{请求}'),
    heading('复核意见'),
    p('{审查结论}。'),
    p('{意见}'),
    p(
      '对本意见不服，仍然以同一事实和理由提出投诉请求的，各级党委和政府信访部门、其他机关、单位不再受理（《信访工作条例》第三十六条）。',
      { keepNext: true },
    ),
  ]),
  completionReport: letter('关于信访事项办理情况的报告', '{来文机关}', [
    p(
      `{#来文日期}{来文日期}{/来文日期}转来的${matterOf}{#来文编号}（来文编号：{来文编号}）{/来文编号}，信访人{信访人}，我机关于{收到日期}收到。根据{依据}的规定，现将办理情况报告如下：`,
    ),
    p('{内容}'),
    p('{#答复日期}办理结果：{办理结果}，已于{答复日期}答复信访人。{/答复日期}'),
    p('特此报告。', { keepNext: true }),
  ]),
};

/** The template that comes with the system for a kind, as .docx. */
export const defaultTemplate = (kind: DocumentKind): Buffer => writeDocx(layouts[kind].blocks, layouts[kind].style);
