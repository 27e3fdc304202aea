// Starts the language server and stops it with the window; all else is the server's work.
import { ExtensionContext, workspace } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const command = workspace.getConfiguration("notice-lint").get<string>("command", "notice-lint");
  client = new LanguageClient(
    "notice-lint",
    { command, args: ["lsp"], transport: TransportKind.stdio },
    {
      documentSelector: ["plaintext", "markdown", "html"].map((language) => ({
        scheme: "file",
        language,
      })),
    },
  );
  context.subscriptions.push({ dispose: () => void client?.stop() });
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
