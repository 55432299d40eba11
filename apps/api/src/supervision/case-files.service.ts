import type { Readable } from 'node:stream';
import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { addCaseFile, change, listCaseFiles, record, stepCase } from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { EvidenceService } from '../files/evidence.service.ts';
import { actorOf, authorOf, type Caller } from '../http/caller.ts';
import type { FormFile } from '../http/form-files.ts';
import { StateService } from '../state/state.service.ts';
import { FindingsService } from './findings.service.ts';
import { isVisibleTo } from './withheld.ts';

/** Files attached to findings. */
@Injectable()
export class CaseFilesService {
  constructor(
    private readonly state: StateService,
    private readonly findings: FindingsService,
    private readonly evidence: EvidenceService,
    private readonly purpose: PurposeService,
  ) {}

  /** Attaches files, in the order received. @throws NotFoundException, BadRequestException, and as `store` */
  async attach(caller: Caller, id: string, files: AsyncIterable<FormFile>): Promise<void> {
    await this.findings.byId(caller, id);
    let attached = 0;
    for await (const file of files) {
      await this.attachOne(caller, id, file);
      attached += 1;
    }
    if (attached > 0) return;
    throw new BadRequestException({ zh: '没有收到文件，请选择后再上传', en: 'no file received: choose one' });
  }

  /** An attached file; it may show anything, so a purpose is needed. @throws NotFoundException, ForbiddenException */
  async open(caller: Caller, id: string, fileId: string): Promise<{ name: string; content: Readable }> {
    const finding = await this.findings.byId(caller, id);
    const files = (await listCaseFiles(await this.state.get(), id)).filter(isVisibleTo(caller, finding));
    const file = files.find((one) => one.id === fileId);
    if (!file) throw new NotFoundException({ zh: '没有这个附件', en: 'no such file' });
    await this.purpose.noteExport(caller, `finding ${id} file ${fileId}`);
    return { name: file.name, content: this.evidence.content(file.sha256) };
  }

  private async attachOne(caller: Caller, id: string, file: FormFile): Promise<void> {
    const { name, sha256, bytes } = await this.evidence.store(file, caller.account.name);
    const by = authorOf(caller);
    await change(await this.state.get(), async (within) => {
      await addCaseFile(within, id, { name, sha256, bytes, by: by.displayName, unit: by.unit });
      await stepCase(within, id, {}, { by, file: name });
      const detail = { sha256, bytes };
      await record(within, actorOf(caller), { action: 'finding.attach', subject: id, detail });
    });
  }
}
