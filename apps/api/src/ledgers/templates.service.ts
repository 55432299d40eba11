import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { KIND_LABELS, LedgerKind, type TemplatesAnswer } from '@skill-ledger/contracts';
import { anyProgramme, writeTemplate } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';

/** Blank templates; available before anything has been loaded. */
@Injectable()
export class TemplatesService {
  constructor(@Inject(SERVER_CONFIG) private readonly config: ServerConfig) {}

  async list(): Promise<TemplatesAnswer> {
    const { columns } = await anyProgramme(this.config.home);
    const labels = (kind: LedgerKind, required: boolean): string[] =>
      columns
        .filter((column) => column.kind === kind && column.required === required)
        .map(({ label }) => label);
    return {
      templates: LedgerKind.options.map((kind) => ({
        kind,
        required: labels(kind, true),
        optional: labels(kind, false),
      })),
    };
  }

  /** @throws NotFoundException if there is no such kind of ledger */
  async write(name: string): Promise<{ name: string; bytes: Uint8Array }> {
    const kind = LedgerKind.safeParse(name);
    if (!kind.success) {
      throw new NotFoundException({
        zh: `没有台账种类 ${name}；可用：${LedgerKind.options.join('、')}`,
        en: `no ledger kind ${name}; available: ${LedgerKind.options.join(', ')}`,
      });
    }
    const bytes = await writeTemplate(kind.data, await anyProgramme(this.config.home));
    return { name: `${KIND_LABELS[kind.data].zh}模板.xlsx`, bytes };
  }
}
