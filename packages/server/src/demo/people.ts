import type { Role } from '@huiyin/domain';
import type { UnitStaff } from '@huiyin/domain/cases';
import { demoBureau, demoUnits } from './units.ts';

/** A demo account. The names are made up. */
export interface DemoPerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly unitId: string;
  /** Shown in the table of accounts at start. */
  readonly post: string;
  readonly mayReadAccusations?: boolean;
}

/** One password for all of them, shown at start: the demo holds nothing real. */
export const demoPassword = 'huiyin-demo-2026';

function person(
  username: string,
  displayName: string,
  role: Role,
  unitId: string,
  post: string,
  mayReadAccusations = false,
): DemoPerson {
  return { id: `demo-${username}`, username, displayName, role, unitId, post, mayReadAccusations };
}

/** Leaders, clerks of the General Office, of departments, districts and schools, a wall and an administrator. */
export const demoPeople: readonly DemoPerson[] = [
  person('leader1', '陆明远', 'leader', demoBureau.id, '局长', true),
  person('leader2', '沈若兰', 'leader', demoBureau.id, '副局长（分管基础教育）'),
  person('leader3', '韩志清', 'leader', demoBureau.id, '副局长（分管人事、安全）'),
  person('office1', '许文静', 'clerk', 'office', '局办公室信访经办', true),
  person('office2', '丁晓波', 'clerk', 'office', '局办公室信访经办'),
  person('basic', '温雅琴', 'departmentClerk', 'basic', '基础教育处经办'),
  person('basic-head', '顾清源', 'departmentClerk', 'basic', '基础教育处处长'),
  person('basic-deputy', '林静宜', 'departmentClerk', 'basic', '基础教育处副处长'),
  person('personnel', '邹建平', 'departmentClerk', 'personnel', '人事处经办'),
  person('personnel-head', '陶振邦', 'departmentClerk', 'personnel', '人事处处长'),
  person('teachers', '孟晓芸', 'departmentClerk', 'teachers', '教师工作处经办'),
  person('teachers-head', '程慧敏', 'departmentClerk', 'teachers', '教师工作处处长'),
  person('safety', '高立峰', 'departmentClerk', 'safety', '学校安全处经办'),
  person('safety-head', '邵国强', 'departmentClerk', 'safety', '学校安全处处长'),
  person('inspection', '康正宁', 'departmentClerk', 'inspection', '监察室经办', true),
  person('inspection-head', '葛正义', 'departmentClerk', 'inspection', '监察室主任', true),
  person('xihe', '罗海燕', 'departmentClerk', 'xihe', '西河区教育局经办'),
  person('donghu', '卢思源', 'departmentClerk', 'donghu', '东湖区教育局经办'),
  person('lingang', '方卓', 'departmentClerk', 'lingang', '临港新区社会发展局经办'),
  person('beishan', '段美玲', 'departmentClerk', 'beishan', '北山区教育局经办'),
  person('yongan', '石大川', 'departmentClerk', 'yongan', '永安县教育体育局经办'),
  person('qingshi', '叶秋实', 'departmentClerk', 'qingshi', '青石县教育局经办'),
  person('yizhong', '白松涛', 'departmentClerk', 'school-no1', '市第一中学经办'),
  person('wall', '大厅大屏', 'dashboard', demoBureau.id, '大屏'),
  person('admin', '系统管理员', 'administrator', demoBureau.id, '系统管理员'),
  person('admin2', '审计管理员', 'administrator', demoBureau.id, '系统管理员（复核）'),
];

/** Departments that have their head, deputy and clerk (R67); the others may not be assigned a matter until they are named. */
const staffed: readonly [unitId: string, leader: string, head: string, deputy: string, clerk: string][] = [
  ['office', 'leader1', 'office1', 'office1', 'office2'],
  ['basic', 'leader2', 'basic-head', 'basic-deputy', 'basic'],
  ['personnel', 'leader3', 'personnel-head', 'personnel-head', 'personnel'],
  ['teachers', 'leader2', 'teachers-head', 'teachers-head', 'teachers'],
  ['safety', 'leader3', 'safety-head', 'safety-head', 'safety'],
  ['inspection', 'leader1', 'inspection-head', 'inspection-head', 'inspection'],
];

/** Everything else is in the portfolio of basic education; districts and schools name their one clerk. */
function otherStaff(): readonly [string, UnitStaff][] {
  return demoUnits
    .filter(({ id, kind }) => kind !== 'bureau' && !staffed.some(([unitId]) => unitId === id))
    .map(({ id }) => {
      const own = demoPeople.find(({ unitId }) => unitId === id)?.id;
      const posts = own === undefined ? {} : { headId: own, deputyId: own, clerkId: own };
      return [id, { ...posts, portfolioLeaderId: 'demo-leader2', coordinatorIds: ['demo-leader3'] }];
    });
}

/** Who answers for which unit (R33, R66, R67). */
export const demoStaff: ReadonlyMap<string, UnitStaff> = new Map([
  [demoBureau.id, { headId: 'demo-leader1' }],
  ...staffed.map(([unitId, leader, head, deputy, clerk]): [string, UnitStaff] => [
    unitId,
    {
      headId: `demo-${head}`,
      deputyId: `demo-${deputy}`,
      clerkId: `demo-${clerk}`,
      portfolioLeaderId: `demo-${leader}`,
      coordinatorIds: [leader === 'leader3' ? 'demo-leader2' : 'demo-leader3'],
    },
  ]),
  ...otherStaff(),
]);

/** Who writes down what a unit does: its clerk, or the office's where nobody of the unit has an account. */
export function writerOf(unitId: string): string {
  return (
    demoPeople.find((person) => person.role === 'departmentClerk' && person.unitId === unitId)?.id ?? 'demo-office1'
  );
}
