import type { Unit } from '@huiyin/domain';

/** 印发机关: the office inside the issuing organ that makes the paper, by its full name; the organ itself where it has none. */
export function printerOf(issuer: Unit | undefined, office: Unit | undefined): string {
  if (!issuer || !office || office.id === issuer.id) return issuer?.name ?? '';
  if (office.name.startsWith(issuer.name)) return office.name;
  // 局办公室 inside 市教育局 is 市教育局办公室
  return `${issuer.name}${issuer.name.endsWith('局') ? office.name.replace(/^局/, '') : office.name}`;
}
