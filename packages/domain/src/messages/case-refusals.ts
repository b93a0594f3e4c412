import type { CaseFlag, InstructionDecision, IntakeStep } from '../petition-cases/facets.ts';
import type { mainRefusalCodes } from '../petition-cases/refusal-codes.ts';
import type { Channel } from '../petition-cases/types.ts';
import type { RouteOutcome } from '../routing/routing.ts';
import { caseFlagName, instructionDecisionName, intakeStepName } from './case-names.ts';
import { channelName, routeOutcomeName } from './names.ts';
import { staffFaultName } from './reception.ts';
import { named, text, type Wording, whoMay } from './wording.ts';

/** The words of the main line's refusals. */
export const mainWordings: Readonly<Record<(typeof mainRefusalCodes)[number], Wording>> = {
  'wrong-channel': {
    what: (p) => `${named<Channel>(channelName, text(p, 'channel'))}件没有这一步。`,
    mend: '请按此渠道的程序办理。',
  },
  'accused-actor': {
    what: '此件检举、控告的是您所在的单位。',
    mend: '请由其他有权处理的机关、单位办理。',
  },
  'actor-recused': { what: '您已对此件回避。', mend: '请由其他人员办理。' },
  'done-in-future': { what: (p) => `日期${text(p, 'on')}晚于今天。`, mend: '请填写实际办理的日期。' },
  'done-too-early': {
    what: (p) => `日期${text(p, 'on')}早于前一步的${text(p, 'after')}。`,
    mend: '请核对办理的先后。',
  },
  'already-instructed': { what: '领导已经批示。', mend: '请按批示办理。' },
  'intake-out-of-order': {
    what: (p) => {
      const next = named<IntakeStep>(intakeStepName, text(p, 'next'));
      const given = named<IntakeStep>(intakeStepName, text(p, 'step'));
      return next === '' ? `“${given}”已经办过。` : `尚未“${next}”，不能“${given}”。`;
    },
    mend: '请依次拆信、盖章、编号、登记、摘编、提交签批。',
  },
  'abstract-missing': { what: '没有填写摘编。', mend: '请摘录来信的要点。' },
  'leader-missing': {
    what: '没有写明提交给哪位分管领导。',
    mend: '请选择分管领导，或请管理员登记承办单位的分管领导。',
  },
  'already-decided': { what: '已有批示或者告知单，不能再初审。', mend: '请查看办理过程。' },
  'pre-screening-part-missing': {
    what: '初审缺少此项。',
    mend: '请填写约访事项、证件材料、接受约访的方式，并写明报哪位接访领导。',
  },
  'flags-unchanged': { what: '标注没有变化。', mend: '请选择要改的标注，或者不必提交。' },
  'intake-incomplete': {
    what: (p) => `尚未“${named<IntakeStep>(intakeStepName, text(p, 'next'))}”，不能批示。`,
    mend: '请局办公室先办完来信登记的各步。',
  },
  'submitted-to-another': { what: '此件没有提交给您签批。', mend: '请由提交签批的领导批示，或由局办公室改交您签批。' },
  'raised-before-missing': {
    what: '没有写明信访人此前是否向有权处理的单位反映过。',
    mend: '请问明后选择“是”或者“否”。',
  },
  'instruction-text-missing': { what: '没有填写批示意见。', mend: '请写明批示的内容。' },
  'instruction-missing': { what: '尚无领导批示。', mend: '请先提交分管领导签批。' },
  'already-handed-over': {
    what: '此件已经交办或者转送。',
    mend: '请待承办单位办理；确需改派的，先由其退回或者提出异议。',
  },
  'not-handed-over': { what: '此件尚未交办、转送。', mend: '请局办公室先交办或者转送承办单位。' },
  'copy-to-accused': {
    what: (p) => `检举、控告材料不能抄送被检举、控告的单位“${text(p, 'unit')}”。`,
    mend: '请从抄送中删去这个单位。',
  },
  'accused-handler': { what: '承办人员是被检举、控告的人。', mend: '请改派其他单位、人员。' },
  'handler-of-other-unit': {
    what: (p) => `指定的经办人不是${text(p, 'unit')}的人员。`,
    mend: '请从承办单位的人员中选择，或者不指定，由该单位自行安排。',
  },
  'handler-recused': { what: '承办人员已对此件回避。', mend: '请改派其他人员。' },
  'object-instead': {
    what: '转送、交办给本单位的事项不能直接退回。',
    mend: '请提出异议并详细说明理由，经局办公室核实同意后退还。',
  },
  'person-missing': { what: '没有写明回避的人员。', mend: '请选择人员。' },
  'not-approver': {
    what: '选的人不能批准此事。',
    mend: '请选择有权批准的负责人：局内处室的事项选局领导，区县、学校的选本单位负责人；回避由本人所在单位的负责人或者局领导决定，本人不能决定自己的回避。',
  },
  'already-recused': { what: '此人已经回避。', mend: '不必重复登记。' },
  'accepted-already': { what: '此件已经受理。', mend: '请按程序办理；不属本单位职责的，应当在受理前提出。' },
  'own-matter': { what: '此件由本局处室办理，不能转送。', mend: '请交办承办处室，并出具受理告知单。' },
  'destination-told': { what: '已经告知信访人去向。', mend: '请查看办理过程中的告知。' },
  'not-transferred-here': {
    what: '此件不是转送、交办来的，不能提出异议。',
    mend: '不属于本单位职责的，请按规定告知信访人。',
  },
  'objection-not-yours': {
    what: '此件的异议不由您提出。',
    mend: '转送本局的由局办公室提出，转给下级单位的由该单位提出。',
  },
  'already-objected': { what: '已经提出过异议。', mend: '请等待或者遵照转送单位的答复。' },
  'objection-pending': {
    what: '异议尚未答复，此件暂不能往下办。',
    mend: '请先答复异议；提出异议的单位确认属于自己的，先撤回异议。',
  },
  'no-objection': { what: '没有待答复的异议。', mend: '请刷新后查看办理过程。' },
  'reply-already-issued': { what: '意见已经出具。', mend: '请送达信访人；有新的事实和理由的，另行登记。' },
  'under-review': {
    what: (p) => (p.status === 'inFinalReview' ? '此件已经答复，正在复核。' : '此件已经答复，正在复查。'),
    mend: (p) => {
      const own = p.body === 'bureau' ? '请“交由处室复查”，再“登记复查意见”' : '请“登记复查意见”';
      return `${p.status === 'inFinalReview' ? '请“登记复核意见”' : own}；意见被撤销、责令重新处理的，再“重新办理”。`;
    },
  },
  'reexamination-first': {
    what: '领导已批示受理复查，不再交办。',
    mend: '请先“登记复查申请”，再“交由处室复查”。',
  },
  'draft-missing': { what: '没有待审核的答复稿。', mend: '请承办单位先拟稿；退回的请重新拟稿。' },
  'opinion-part-missing': {
    what: '处理意见书缺少此项。',
    mend: '请写明请求、事实和理由、处理意见及其法律法规依据，并写明向哪个机关申请复查。',
  },
  'counsel-part-missing': { what: '没有写明法律顾问或者其意见。', mend: '请填写法律顾问的姓名和意见。' },
  'counsel-missing': { what: '涉及复杂法律问题，尚未听取法律顾问意见。', mend: '请先听取法律顾问意见并附卷。' },
  'reviewed-already': { what: '此稿已经审核。', mend: '如需修改，请重新拟稿。' },
  'not-unit-head': {
    what: '您不是承办单位的负责人，也没有受委托审核。',
    mend: '请由负责人或者登记在册的受委托人审核。',
  },
  'reviewer-is-drafter': { what: '审核人不能是拟稿人。', mend: '请由其他负责人审核。' },
  'review-missing': { what: '承办处室负责人尚未审核。', mend: '请先由处室负责人审核。' },
  'approved-already': { what: '此稿已经分管领导审核。', mend: '请局办公室出具。' },
  'not-portfolio-leader': { what: '您不是承办处室的分管领导。', mend: '请由分管领导或者主要领导审核。' },
  'approval-missing': { what: '分管领导尚未审核。', mend: '请先送分管领导审核，审核后才能发出。' },
  'office-notifies': { what: '处室承办事项的告知单由局办公室出具。', mend: '请交局办公室办理。' },
  'office-answers': { what: '本局的答复由局办公室统一出具、送达。', mend: '请将审核后的稿件交局办公室。' },
  'reply-not-issued': { what: '意见尚未出具，不能送达。', mend: '请局办公室先出具意见。' },
  'delivered-already': { what: '意见已经送达。', mend: '请查看办理过程中的送达记录。' },
  'mail-number-missing': { what: '没有填写挂号信号码。', mend: '请照邮局收据填写。' },
  'signature-missing': { what: '没有签收。', mend: '请填写签收人；拒绝签收的，请写明在场的见证人。' },
  'must-deliver-in-person': { what: '重要信访须直接送达，并由信访人签收。', mend: '请改为直接送达。' },
  'paper-needed': { what: '来信的答复须挂号邮寄或者直接送达。', mend: '请改选送达方式。' },
  'witness-missing': { what: '没有填写见证人姓名。', mend: '请填写在场见证人的姓名。' },
  'reply-not-delivered': {
    what: '此件须经审核、出具并送达信访人后才能办结。',
    mend: '请先拟稿、审核、出具意见并送达。',
  },
  'flag-not-yours': {
    what: (p) => `“${named<CaseFlag>(caseFlagName, text(p, 'flag'))}”不由您标注。`,
    mend: (p) => `请由${whoMay(p)}标注。`,
  },
  'instruction-against-route': {
    what: (p) =>
      `此件按规定应当“${named<RouteOutcome>(routeOutcomeName, text(p, 'outcome'))}”，不能批示“${named<InstructionDecision>(instructionDecisionName, text(p, 'decision'))}”。`,
    mend: '请改选与规定相符的批示；归属有误的，请先更正登记。',
  },
  'instruction-says-otherwise': {
    what: (p) =>
      `批示是“${named<InstructionDecision>(instructionDecisionName, text(p, 'decision'))}”，不能交给这个单位。`,
    mend: '请按批示办理；需要改变的，请领导另行批示。',
  },
  'unit-not-staffed': {
    what: (p) => `“${text(p, 'unit')}”${named(staffFaultName, text(p, 'missing'))}，不能交办。`,
    mend: '请管理员登记该处室的主要负责人、分管负责人和专人。',
  },
  'leaders-not-named': {
    what: (p) => `“${text(p, 'unit')}”${named(staffFaultName, text(p, 'missing'))}，不能交办。`,
    mend: '请管理员登记主要领导、分管领导和协调的领导。',
  },
  'objection-late': {
    what: (p) => `已过提出异议的期限${text(p, 'due')}。`,
    mend: '请按程序办理，或者与转送单位协商。',
  },
};
