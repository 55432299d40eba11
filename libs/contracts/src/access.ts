import { z } from 'zod';
import { Bilingual, Language } from './text.ts';

/** A user's role; the public has no account. */
export const Role = z.enum(['leader', 'office', 'finance', 'unit', 'auditor', 'admin']);
export type Role = z.infer<typeof Role>;

export const ROLE_LABELS: Record<Role, Bilingual> = {
  leader: { zh: '专班领导', en: 'Work-group leader' },
  office: { zh: '专班办公室', en: 'Work-group office' },
  finance: { zh: '财政局', en: 'Finance bureau' },
  unit: { zh: '成员单位', en: 'Department or town' },
  auditor: { zh: '审计', en: 'Auditor' },
  admin: { zh: '管理员', en: 'Administrator' },
};

/**
 * The single table of permissions (spec 5, "Access and privacy"). A unit acts within its own rows only;
 * the server filters what it reads, and rows of others do not exist for it.
 */
export const CAPABILITIES = {
  /** 方案、模板 – needed by every page */
  'programme.read': ['leader', 'office', 'finance', 'unit', 'auditor', 'admin'],
  /** 指标：进度、资金、占比 */
  'figures.read': ['leader', 'office', 'finance', 'unit', 'auditor', 'admin'],
  /** 各单位是否可见全市指标 */
  'figures.share': ['leader', 'office', 'admin'],
  /** 指标背后的台账行，个人信息已遮盖 */
  'rows.read': ['leader', 'office', 'finance', 'unit', 'auditor'],
  /** 查看未遮盖的个人信息：须写明用途，逐次记入审计日志 */
  'rows.unmask': ['office', 'finance', 'unit', 'auditor'],
  /** 导出台账行、下载原始文件：须写明用途，逐次记入审计日志 */
  'rows.export': ['office', 'finance', 'unit', 'auditor'],
  /** 绩效得分：单位只看本单位的，以及在同类单位中的名次 */
  'scores.read': ['leader', 'office', 'finance', 'unit', 'auditor', 'admin'],
  /** 各单位绩效结果与排名 */
  'scores.compare': ['leader', 'office', 'finance', 'auditor', 'admin'],
  /** 试算评分方案草案 */
  'schemes.preview': ['office', 'admin'],
  /** 监管预警与补贴核算 */
  'findings.read': ['leader', 'office', 'finance', 'unit', 'auditor'],
  /** 对预警留言 */
  'findings.comment': ['office', 'finance', 'unit', 'auditor'],
  /** 核实预警、上传佐证 */
  'findings.answer': ['office', 'finance', 'unit'],
  /** 指派预警、设定期限 */
  'findings.assign': ['office', 'finance'],
  /** 认定预警：属实、不属实、已整改 */
  'findings.decide': ['office', 'finance'],
  /** 机构的全部记录 */
  'records.institution': ['leader', 'office', 'finance', 'auditor'],
  /** 个人的全部记录：逐次记入审计日志 */
  'records.person': ['office', 'finance', 'auditor'],
  /** 督办：单位只见本单位 */
  'tasks.read': ['leader', 'office', 'finance', 'unit', 'auditor'],
  /** 下达、验收、退回、销号督办 */
  'tasks.give': ['leader', 'office', 'finance'],
  /** 签收、回复、提请验收交给自己或本单位的督办 */
  'tasks.answer': ['leader', 'office', 'finance', 'unit'],
  /** 日程：何时运行了什么 */
  'schedule.read': ['leader', 'office', 'finance', 'auditor', 'admin'],
  /** 手动运行日程中的工作 */
  'schedule.run': ['office', 'admin'],
  /** 绩效自评：评价期、自评表；单位只见本单位 */
  'evaluations.read': ['leader', 'office', 'finance', 'unit', 'auditor'],
  /** 公布前的排名与结果 */
  'evaluations.results': ['leader', 'office', 'finance', 'auditor'],
  /** 开启评价期：截止日期、方案、单位 */
  'evaluations.open': ['office'],
  /** 填报自评表、上传佐证 */
  'evaluations.fill': ['unit'],
  /** 以单位负责人身份确认并提交：须与填报人不同 */
  'evaluations.confirm': ['unit'],
  /** 受理已提交的自评表 */
  'evaluations.accept': ['office', 'finance'],
  /** 复核本部门负责的指标、退回 */
  'evaluations.review': ['office', 'finance'],
  /** 定稿并排名 */
  'evaluations.finalise': ['office'],
  /** 公布与撤回公布 */
  'evaluations.publish': ['office'],
  /** 公开数据：草稿、检查、历次公布 */
  'releases.read': ['leader', 'office', 'finance', 'auditor'],
  /** 生成公开数据草稿、确认提示、提交 */
  'releases.prepare': ['office'],
  /** 批准、退回、撤回公开数据：人社局与财政局各一人 */
  'releases.approve': ['office', 'finance'],
  /** 公布已批准的公开数据 */
  'releases.publish': ['office'],
  /** 公示名单：期限、异议；名单遮盖个人信息 */
  'notices.read': ['leader', 'office', 'finance', 'auditor'],
  /** 发布、撤下公示名单 */
  'notices.open': ['office'],
  /** 决定异议暂缓的范围、答复异议 */
  'notices.answer': ['office'],
  /** 季报、年报：含各单位的指标 */
  'reports.read': ['leader', 'office', 'finance', 'auditor'],
  /** 生成报告、修改草稿文字、登记更正 */
  'reports.write': ['office'],
  /** 审核报告草稿、退回：须与修改文字的人不同 */
  'reports.review': ['office', 'finance'],
  /** 报告定稿 */
  'reports.finalise': ['office'],
  /** 批次、隔离、提示 */
  'ledgers.read': ['leader', 'office', 'finance', 'unit', 'auditor'],
  /** 报送、修正、确认提示 */
  'ledgers.load': ['office', 'unit'],
  /** 撤销批次 */
  'ledgers.withdraw': ['office', 'unit'],
  /** 快照：列表、比较 */
  'snapshots.read': ['leader', 'office', 'finance', 'auditor'],
  /** 切换快照 */
  'snapshots.use': ['office'],
  /** 账号管理 */
  'accounts.manage': ['admin'],
  /** 审计日志 */
  'audit.read': ['auditor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof CAPABILITIES;
export const Capability = z.enum(Object.keys(CAPABILITIES) as [Capability, ...Capability[]]);

/** Whether the role has the capability. */
export const may = (role: Role, capability: Capability): boolean =>
  (CAPABILITIES[capability] as readonly Role[]).includes(role);

/** The capabilities of a role. */
export const capabilitiesOf = (role: Role): Capability[] =>
  Capability.options.filter((capability) => may(role, capability));

/** A user's account. */
export const Account = z.object({
  id: z.string(),
  /** Name for signing in. */
  name: z.string(),
  /** Display name. */
  displayName: z.string(),
  role: Role,
  /** 部门 or 镇街 of a `unit` account; null for all other roles. */
  unit: z.string().nullable(),
  disabled: z.boolean(),
  /** Demonstration account. */
  demo: z.boolean(),
  /** The password was set by the administrator and must be changed at the next sign-in. */
  mustChange: z.boolean(),
});
export type Account = z.infer<typeof Account>;

/** Header of automatic requests of a page, which do not reset the idle timeout of the session. */
export const WATCH_HEADER = 'x-skill-ledger-watch';

/** The signed-in account, and the available ways to sign in. */
export const SessionAnswer = z
  .object({
    account: Account.nullable(),
    capabilities: z.array(Capability),
    /** The stated purpose of access to personal data, and until when; null if they are masked. */
    purpose: z.object({ text: z.string(), until: z.string() }).nullable(),
    /** The language that the account's user chose last; null where none was chosen. */
    language: Language.nullable(),
    /** Whether units see the figures of others. */
    figuresShared: z.boolean(),
    /** Roles that can be tried with one click; empty outside a demonstration. */
    demo: z.array(z.object({ role: Role, unit: z.string().nullable() })),
    /** Whether single sign-on is configured. */
    oidc: z.boolean(),
  })
  .meta({ id: 'SessionAnswer' });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

const Password = z.string().min(1).max(512);

export const SignInRequest = z.object({ name: z.string().trim().min(1).max(100), password: Password });
export type SignInRequest = z.infer<typeof SignInRequest>;
export const DemoSignInRequest = z.object({ role: Role });
export type DemoSignInRequest = z.infer<typeof DemoSignInRequest>;
export const PasswordRequest = z.object({ current: Password, next: Password });
export type PasswordRequest = z.infer<typeof PasswordRequest>;
/** The purpose of access to personal data; an empty text masks them again. */
export const PurposeRequest = z.object({ text: z.string().trim().max(200) });
export type PurposeRequest = z.infer<typeof PurposeRequest>;

export const AccountsAnswer = z.object({ accounts: z.array(Account) }).meta({ id: 'AccountsAnswer' });
export type AccountsAnswer = z.infer<typeof AccountsAnswer>;

/** What is affected when an account is disabled. */
export const AccountUse = z
  .object({
    /** Open sessions. */
    sessions: z.int(),
    /** Undecided findings assigned to the account. */
    findings: z.int(),
  })
  .meta({ id: 'AccountUse' });
export type AccountUse = z.infer<typeof AccountUse>;

const AccountFields = z.object({
  displayName: z.string().trim().min(1).max(60),
  role: Role,
  unit: z.string().trim().min(1).max(100).nullable(),
});
export const CreateAccountRequest = AccountFields.extend({
  unit: AccountFields.shape.unit.default(null),
  name: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._@-]{1,59}$/),
});
export type CreateAccountRequest = z.infer<typeof CreateAccountRequest>;
export const ChangeAccountRequest = AccountFields.extend({ disabled: z.boolean() }).partial();
export type ChangeAccountRequest = z.infer<typeof ChangeAccountRequest>;

/** An account with a password that is shown only once and must be changed at the first sign-in. */
export const FreshPassword = z
  .object({ account: Account, password: z.string() })
  .meta({ id: 'FreshPassword' });
export type FreshPassword = z.infer<typeof FreshPassword>;

export const LanguageRequest = z.object({ language: Language });
export type LanguageRequest = z.infer<typeof LanguageRequest>;

export const ShareRequest = z.object({ shared: z.boolean() });
export type ShareRequest = z.infer<typeof ShareRequest>;

/** Any origin works: only whether the address stays on it matters. */
const HERE = 'http://here.invalid';

/** Whether an address is a page of this server, parsed as browsers do, including tabs and backslashes. */
export function isOwnPage(address: string): boolean {
  if (!address.startsWith('/')) return false;
  try {
    return new URL(address, HERE).origin === HERE;
  } catch {
    return false;
  }
}

/** Page of this server to return to after the single sign-on. */
export const OidcReturnQuery = z.object({
  returnTo: z
    .string()
    .max(2000)
    .refine(isOwnPage, {
      message: '请写本系统内的地址，以 / 开头 · an address of this server, beginning with /',
    })
    .default('/'),
});
export type OidcReturnQuery = z.infer<typeof OidcReturnQuery>;
