import type { Language } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';

const zh = {
  yes: '是',
  no: '否',
  many: (count: string) => `${count} 条`,
  subjects: { rows: '台账行', file: '原件', finding: '线索', quarantine: '待修正的行' } as Record<
    string,
    string
  >,
  names: {
    means: '方式',
    purpose: '用途',
    rows: '行数',
    unmasked: '未遮盖',
    warnings: '提示条数',
    comment: '说明',
    findings: '线索',
    sha256: '文件指纹',
    bytes: '字节',
    entries: '条数',
    role: '角色',
    unit: '单位',
    disabled: '停用',
    displayName: '姓名或岗位',
    shared: '对各单位公开',
    locked: '已锁定',
    everywhere: '所有设备',
    files: '文件',
    status: '认定',
    reason: '原因',
    assign: '指派',
    dueOn: '期限',
    recovered: '追回（元）',
    need: '所需权限',
  } as Record<string, string>,
  values: {
    password: '密码',
    demo: '演示一键登录',
    oidc: '统一身份',
    department: '主管部门',
    town: '实施镇街',
    nobody: '取消指派',
    account: '经办人',
  } as Record<string, string>,
};

const en: typeof zh = {
  yes: 'yes',
  no: 'no',
  many: (count) => count,
  subjects: { rows: 'ledger rows', file: 'original file', finding: 'finding', quarantine: 'rows to mend' },
  names: {
    means: 'by',
    purpose: 'purpose',
    rows: 'rows',
    unmasked: 'unmasked',
    warnings: 'warnings',
    comment: 'comment',
    findings: 'findings',
    sha256: 'fingerprint',
    bytes: 'bytes',
    entries: 'entries',
    role: 'role',
    unit: 'unit',
    disabled: 'disabled',
    displayName: 'person or post',
    shared: 'shared with the units',
    locked: 'locked',
    everywhere: 'everywhere',
    files: 'files',
    status: 'verdict',
    reason: 'reason',
    assign: 'assigned to',
    dueOn: 'due',
    recovered: 'recovered (yuan)',
    need: 'needs',
  },
  values: {
    password: 'password',
    demo: 'demonstration',
    oidc: 'single sign-on',
    department: 'department',
    town: 'town',
    nobody: 'nobody',
    account: 'person',
  },
};

const TEXTS: Record<Language, typeof zh> = { zh, en };

/** The words of audit entries. */
export const useAuditTexts = (): typeof zh => TEXTS[useLanguage().language];
