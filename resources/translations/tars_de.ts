<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>AccessCard</name>
    <message>
        <source>Access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anyone in your network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama has no password: anyone who reaches it can use and change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other computers cannot reach it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On {host}: {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU only: the GPU could not be had</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} overlay added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU only, as chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, as chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA, if the container can have it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU: Docker offers no GPU</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdviceLine</name>
    <message>
        <source>&amp;Use {model} Instead</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Leaves this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start the Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first token after {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Copy Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restart and Reload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reload Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use That Ollama</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use Another &amp;Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on the &amp;CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check &amp;Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose &amp;Model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All well. {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you use is well. These are not: {others}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatListModel</name>
    <message>
        <source>{title}, a reply arrives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Chat Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New chat</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChecksCard</name>
    <message>
        <source>C&amp;heck Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceCard</name>
    <message>
        <source>Recommended</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Hidden characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code has characters that are not seen or change the order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComposeCard</name>
    <message>
        <source>Compose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Compose Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check for &amp;Newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no container yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{project}, {services}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until Docker is free.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send (Enter); Shift+Enter breaks the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the reply (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailsCard</name>
    <message>
        <source>License</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set as De&amp;fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un&amp;load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the default already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It makes embeddings, and cannot chat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pull Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check for Upda&amp;tes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show L&amp;icense</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show P&amp;arameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Di&amp;gest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GpuCard</name>
    <message>
        <source>Utilization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VRAM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Driver {driver}, {memory}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{figure} limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VRAM: what is in use is not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models {memory}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other {memory}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free {memory}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GpuParts</name>
    <message>
        <source>GPU {figure}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Providers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack and machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU truth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import GGUF File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose &amp;File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open GGUF File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploading it to the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server makes the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is copied to the server, which makes a model of it. The file itself stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InstalledCard</name>
    <message>
        <source>Installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start the Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model has all of these words. The filter looks in names, families, abilities and quantizations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model server yet. Start the stack, or add a provider in the chat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models here, and this server cannot pull any. Add them on the server, then press F5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models here. The first one is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models here. Pull one to start: {model} fits your GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models here. Pull one to start, such as {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}, about {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this address in your browser?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogCard</name>
    <message>
        <source>Search the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No log yet. It starts with the stack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Following</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Setup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open GGUF File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MemoryButton</name>
    <message>
        <source>VRAM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>10 min ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Choose Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: {model}, {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;Provider…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;GGUF File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsTable</name>
    <message>
        <source>Installed models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort &amp;By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Other Way Round</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Copy Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Review…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose &amp;Model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use That Ollama</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use Another &amp;Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on the &amp;CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unlock Keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Enter Key…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlainTextDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProviderButton</name>
    <message>
        <source>No provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models of {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PullCard</name>
    <message>
        <source>Pull a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the model to pull</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, such as llama3:8b</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pull</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import GGUF File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name, or choose one from the list. Advice comes before the download.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the name of a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being pulled already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pull Anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pull Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model server to pull into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} cannot pull models. Add them on that server, then press F5.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PullOffer</name>
    <message>
        <source>Choose &amp;Model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pull {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ask {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is ready on {provider}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is not on {provider} yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull it here, and the question is asked by itself when it is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again when it is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question is asked by itself when it is ready.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PullRow</name>
    <message>
        <source>&amp;Try Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss {model}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PullsCard</name>
    <message>
        <source>Show &amp;Fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {count} &amp;More That Wait</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuitQuestion</name>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the Stack Running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other programs can use it while it runs, and its models stay in memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit and &amp;Stop the Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit, &amp;Keep the Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Do this with the stack whenever I quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Do this whenever I quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the Download?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the Downloads?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} goes on at the next start, where it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They go on at the next start, where they are now: {models}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Show Sidebar (Ctrl+B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Chat (Ctrl+N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat (Ctrl+1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (Ctrl+4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health (Ctrl+3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack (Ctrl+2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReplyView</name>
    <message>
        <source>Show &amp;Formatted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long message, shown without formatting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of this message is shown without formatting.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SafeTextView</name>
    <message>
        <source>Message text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[image not shown]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupWindow</name>
    <message>
        <source>Set Up TARS Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step waits for what is before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideBar</name>
    <message>
        <source>Set up TARS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Docker? An Ollama that is there, the built-in engine or a URL will do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With Docker, TARS runs the model server for you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hide Sidebar (Ctrl+B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Chat (Ctrl+N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (Ctrl+4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health (Ctrl+3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack (Ctrl+2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter chats by title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter chats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a pull has failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pulling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found for “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No chats yet. Ask something at the right.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StackOptionsDialog</name>
    <message>
        <source>Stack Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anyone in your network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama has no password: anyone who reaches it can use, change and delete models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the engine offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: on the CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reachable for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When quitt&amp;ing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They hold from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StackPage</name>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Con&amp;figuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull &amp;Newer Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;Compose Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove Containers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove &amp;Images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove &amp;Models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effective Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StageRow</name>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>&amp;Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the stack</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>{count} of {all} providers answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press to check again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Copy Evidence</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Type something first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextSelection</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No messages yet. Ask something below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;Earlier Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Latest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing chats…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting chats: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting chats…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransferMenu</name>
    <message>
        <source>&amp;Export Chat…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import Chats…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export A&amp;ll Chats…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown, for people (*.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON, with everything (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export All Chats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chats (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Chats</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>&amp;Start Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restart Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;tack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;etup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop Stack</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>Your question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into Composer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>advice</name>
    <message>
        <source>{needed} needed, {free} free. Delete a model or choose another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough space on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits your GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits partly: about {percent}&#xa0;% on the GPU, slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger than the GPU: runs on the processor, slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits the memory: runs on the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger than the GPU and the memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger than the memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {size} download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {part} of {all}&#xa0;GB VRAM at {context} context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {part}&#xa0;GB with {context} context, {all}&#xa0;GB VRAM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {part}&#xa0;GB of memory at {context} context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} free on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is installed, and nothing newer is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is installed; pulling fetches what is new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To make room, this would be unloaded: {models}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other programs hold too much memory now. Close some before it is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is smaller and fits.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>application</name>
    <message>
        <source>TARS Desktop is open already, and does not answer. End its process, then start it again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The model {model} is not installed there. Choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{url} redirects to {host}, which was not followed. Use that address if you trust it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of server cannot do that: {operation}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No provider can answer. Start one, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} has no models. Pull one there, or choose another provider.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no provider “{name}”. Known: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is chosen. Choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a model. Check the spelling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this provider holds characters that no key has. Copy it again, without line breaks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in TARS Desktop itself failed. It goes on; the log says more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer from {url}. Start the server there, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No computer is known by the name in {url}. Check the spelling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{url} cannot be reached from here. Check the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{url} did not answer in time. Check that the server is well, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{url} closed the connection before it answered. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of {url} cannot be trusted. Check the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{url} does not speak TLS. Use an address that starts with http://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program answers at {url}, not a model server. Check the address and the port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{url}” is not an address of a server. Use one such as http://127.0.0.1:8080.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy on the way to {url} cannot be used. Check its address, and that it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {url} failed. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused the key ({status}). Check the key of this provider.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not know that address (404). Check the provider&apos;s URL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy wants a user name and password (407). Ask whoever runs the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is too large for the server (413). Send less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has too much to do (429). Try again in {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has too much to do (429). Try again in a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is busy or still starting (503). Try again in a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation is longer than the model&apos;s context. Start a new chat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server reported an internal error ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model server refused: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model server refused without a reason ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reply was cut short: the connection broke. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server stopped sending in the middle of the reply. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reply was too long and was stopped. What arrived is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server sent a line that is too long to be a reply. Check the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server sent something that is not a reply. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The application ended while this reply arrived. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The built-in engine is not installed. Run “make run” to install it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {path} is not there. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a GGUF model file. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {path} cannot be read. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The built-in engine could not start. Choose another model, or try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: chats are not being saved. Free some space in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chats were damaged. What could be read is here: chats {chats}, messages {turns}. The damaged file is kept as {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was moved or deleted while it was open. Nothing is saved; start the application again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was made by a newer version. Nothing is saved; update the application.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the chats in {path}. Close it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chats in {path} are damaged. Nothing is saved until the file is moved away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} can be changed by others or is a link. Nothing is saved there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chats cannot be saved in {path}. Check that the folder can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key would go unencrypted over the network to {url}, so nothing was sent. Use https, or remove the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header “{name}” is set by the connection or the key itself. Take it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header “{name}” has characters that no header has. Use letters, digits and “-” for its name, and ASCII for its value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificates in {path} are not there. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has no certificates in PEM format. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificates in {path} cannot be read. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {path} could not be read; the defaults hold. The file is kept as {kept}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read; the defaults hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {path} have no usable value for “{key}”; the default holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {path} were made by a newer version. Changes hold until the application ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings cannot be saved in {path}. Check the free space there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The start with your session cannot be changed in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not there. Choose the appsettings.json of TARS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not JSON from line {line} on. Mend it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a text file. Choose the appsettings.json of TARS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a file. Choose the appsettings.json of TARS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is too large for settings. Choose the appsettings.json of TARS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written; it is as it was. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no chats to export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such chat to export. Chats in the list: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a file that can be replaced. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: {path} was not written. Free some space there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written. Check the folder and its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not there. Choose a file of chats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a file. Choose a file of chats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is larger than the {megabytes}&#xa0;MB that an import takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not JSON. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is nested too deep for a file of chats. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has the name “{found}” twice in one object. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds more than the {found} that an import takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a file of chats in a known format. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was made by a newer version ({found}, known {version}). Update to read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has no chats in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} lacks {place}. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has a value of the wrong type as {place}: {found}. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has an unknown role as {place}: {found}. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has a message that follows none before it: {place}. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has an image that is no JPEG or PNG of usual size: {place}. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has an attachment that was changed: {place}. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has a value that cannot be used as {place}: {found}. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>{figure} tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} h left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>health</name>
    <message>
        <source>Whether there is a GPU is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers and is not throttled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asleep to save power; the first model that needs it wakes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No GPU here. Models run on the CPU, which is slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU was not asked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too hot ({celsius} °C) and runs slower. Check its fans and the airflow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its power supply cannot keep up, so it runs slower. Check cables and supply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU&apos;s driver is not loaded. Install it or load it, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The driver was updated while the old one still runs. Restart the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was there and answers no more. Check power and cables, then restart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU has to be reset before it can be used again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your user may not read the GPU. Check the rights of its devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU&apos;s driver does not answer. Its figures are not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU could not be read: {evidence}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is on the GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} % of the model is on the GPU, the rest on the CPU. A smaller one would be faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is on a GPU that this computer&apos;s drivers do not report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container sees the GPU. No model is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a graphics card, but the model is on the CPU. Reload it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graphics card stops at the container. Replies come from the CPU until it is restarted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server says that the model is on the GPU, but its memory is not there. Reload it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graphics card stops at Docker. It cannot hand it on without the vendor&apos;s container toolkit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is set up for a graphics card that this computer does not report. Load its driver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a graphics card. Nothing runs that could use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is set to use the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes about 20 s. Chats are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU lost in the container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is not on the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model runs on the CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker cannot use the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open to your network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker was not asked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An operation is under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off. Start it to use the model runner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server fails its health check. Its log may say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama {evidence} has a hole through which others can read its memory. Pull a newer image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known while Docker does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It took {seconds} s to answer, which is slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model there is on the CPU, although there is a GPU. Reload it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not asked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free} GB free where the models live.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {free} GB free where the models live. Delete a model or make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free} GB free where the models live: no model can be pulled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The space where the models live is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anyone in your network can use the server; it has no password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys are in the system&apos;s keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no keyring. Keys are kept for this session only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{models}, none loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} on the CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} on the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model}, {percent} on the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked {count} s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked {count} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Driver {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runtime “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runtime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{part} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>No keyring is running here. Start one, or keep the key for this session or in a plain file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it to use the key in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring was not unlocked, or denied access. Unlock it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring did not answer. Look for its question on the screen, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring failed while it was asked. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is no longer in {place}. Enter it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring did not keep the key as it was. Keep it for this session, or in a plain file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key cannot be saved in {path}. Check that the folder can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys in {path} cannot be read. Check that file, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old key could not be deleted from {place}. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KWallet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the macOS keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows Credential Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still waiting for the keyring. It may be asking for its password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept until the application ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept unencrypted in the file of keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept in {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key will stand unencrypted in {path}. Every program that you run can read it, and so can whoever reads a backup. Type “{word}” to keep it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unencrypted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>This link cannot be opened from here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Delete {model}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A chat is being answered by it; that reply would stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes {size} on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is loaded, and is taken out of memory first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the default: new chats use the first of the other models then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can undo this for {seconds} s; after that it has to be pulled again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes {size} of VRAM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would leave {size} of VRAM free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} of VRAM too much beside what is there now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would run on the GPU in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unloading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs on {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger than the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded, on the CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded, {percent} GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>think first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fill in code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} days ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>The stack has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack could not do what it was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} could not be pulled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A question got no complete answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} has answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} gave no complete answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} does not answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>pulls</name>
    <message>
        <source>The list of downloads cannot be saved in {path}. They go on, but a restart would forget them. Check the free space there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The registry has no model “{model}”. Check the spelling and the tag, or look it up in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The registry does not give “{model}” out: it is private, needs consent first, or does not exist. Check the spelling and your access.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model server runs, but cannot reach the registry. Check its network, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The registry has had too many requests from here. Try again in a few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{model}” needs a newer model server. Update the server, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was downloaded of “{model}” is damaged: its checksum is wrong. Try again; if it happens again, check the disk of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model server cannot run “{model}”: it is of another kind. Choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{model}” could not be pulled: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{model}” could not be pulled, and the server gave no reason. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: {needed} needed, {free} free. Delete a model or choose another disk. Resuming keeps what was downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of the server is full: {needed} needed. Delete a model or choose another disk. Resuming keeps what was downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of the server is full. Delete a model or choose another disk. Resuming keeps what was downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{model}” is being pulled; cancel the pull first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{model}” has several names on this server. Delete the other names first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{model}” is in use. Unload it or wait for its reply, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking up the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing came any more: next try in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost: next try in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} does not answer. The download goes on by itself when it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model server does not answer. The download goes on by itself when it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was downloaded stays on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server compares checksums, which takes minutes for a large model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading again what the server had lost ({size})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on where it was; what was downloaded stays on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{completed} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} could not be pulled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>{model}, a usual first one, takes {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A first model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} will answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is installed there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking whether a model server answers there…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker&apos;s program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker Compose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker&apos;s engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be used yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is missing, or too old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being looked for or fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has to be fetched once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An Ollama: it can be used as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model server: it cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is on another computer: its ports cannot be seen from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing listens there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking who listens there…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing else listens there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by the container {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the question to the first word, loading included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While the answer was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of the model is on the GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processor has answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the model is on the GPU, the rest on the processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions go there. Another one can be chosen at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model servers on this computer are asked whether they are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for model servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model server gives the answers. This was found:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to answer?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} could not be pulled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will answer, on {provider}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} needs a model to answer with. It is downloaded once, and stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulling {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing this window does not stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works. These figures are kept, to compare later ones with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first answer is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model has to be there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} on {provider} will answer. Nothing leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} on {provider} will answer. The question leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready for the first question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting. A model server that is off is started first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is being loaded, which takes longest the first time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model reads the question.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model thinks before it answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer arrives word by word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is mended outside is also noticed by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Docker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens Docker&apos;s instructions. The setup goes on by itself once it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;Instructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setup is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chat goes on from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open the Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break it off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers are slower. The GPU is used from the first start that can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue Without the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small model may still fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may mend itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a server by its address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any Ollama or OpenAI-compatible server. It is tested before it is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Test and Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to install or download: the small model {model} ({size}) is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the built-in engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use the Built-in Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the Ollama that answers there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is started. It is used as it is, with its models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use That Ollama</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers at {url}, and has no models yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers at {url}, with the model {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers at {url}, with {count} models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any free port from 1024 to 65535.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use This Port and Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the container {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be started again later. Its data is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TARS publishes the stack on {port}. Other programs that expect {old} need the new address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use {port} and Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any name of the library. Advice comes before the download.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pull</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is installed, and takes {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pull {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fetch the Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes about 20 s. Models are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;estart the Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start the Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;view and Start…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the first question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figures are measured anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ask Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ask the First Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In two short sentences: what can you help me with?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It also works without Docker: choose below what is to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs the model server in a container, apart from everything else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker runs the model server in a container, apart from everything else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for Docker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker may not be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker Compose is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker Compose is too old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A GPU answers many times faster than the processor. It is not needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for a GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker cannot use the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works without a GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: the processor answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gpu} is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack takes the GPU by itself when Docker can hand it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {port} is in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{port} is in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack has port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{port}, held by the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {port} is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{port} is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack answers there, like a door with a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models take some gigabytes each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the free space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The free space is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is enough space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is little space left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds the model server, and starts from here without the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image could not be fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is fetched once. Closing this window does not stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image holds the model server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is not here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds the model server, and is fetched once. That takes a few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack did not start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is not well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on by itself, and can be stopped in the tray menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A start takes about 5 s. Others in your network can then use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A start takes about 5 s. Only this computer can then use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set Up &amp;Without Docker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set Up &amp;With Docker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}: {step}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>stack</name>
    <message>
        <source>Everybody in your network reaches {service} at {subject}, without a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} may do on this computer what its administrator may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} may command Docker, and with it this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} sees {subject} of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} is not kept apart from this computer ({subject}: host).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} gets the additional right {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} may use the device {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A protection of {service} is turned off ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image of {service} is built from {subject}: its instructions run here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every page open in a browser may use {service} (OLLAMA_ORIGINS).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker could not do that, and gave no reason. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker could not do that: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not installed. Install it, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your user may not use Docker. Join the group “docker”, log in again, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker did not answer within {seconds} s. Restart it, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Docker answers at {host}. Start it there, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not running. Start it, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker Compose is missing. Install its plugin, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker Compose {version} is too old. Install {needed} or newer, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A compose file cannot be used. Correct it, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compose file {path} cannot be used. Correct it, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An Ollama answers on port {port} already. Use it, or another port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program holds port {port}. Use another port, or stop that program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {port} is held by the container {holder}. Use another port, or stop that container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {port} is held by {holder}. Use another port, or stop that program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker cannot use the NVIDIA GPU. Install the NVIDIA Container Toolkit, or run on the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker cannot use the AMD GPU. Install the ROCm driver (/dev/kfd), or run on the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker cannot use the GPU. Run on the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not started: the configuration needs your consent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gives {count} more away, listed as evidence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The registry of the image {image} cannot be reached. Check the network, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The registry does not give out the image {image}. Check its name, or log in there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image {image}. Check its name and tag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The registry allows no more downloads of {image} for now. Try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is too full for the image {image}. Free some space there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image {image} could not be fetched. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server runs, but fails its health check. The log may say why; start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server ran out of memory (exit {code}). Choose a smaller model or a shorter context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server ended by itself (exit {code}). Its log may say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{value}” cannot be the name of an image. Use one such as ollama/ollama:latest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{value}” is not an address of this computer. Use one such as 127.0.0.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{value}” cannot be a port. Use a number from 1 to 65535.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{value}” cannot be used for the stack. Choose another value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking Docker…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Docker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The start waits for your consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack did not start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is not set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first start fetches the image, which takes a few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack does not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A start takes about 5 s. Models that were pulled are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container runs; its server is not ready yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is not well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canceling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replies that are under way are cut short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching a newer image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What runs goes on; the newer image is used from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting: pulling the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First start with this image. Later starts take about 5 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting: waiting for the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting: making the container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running on {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the Containers?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is stopped. Image and models stay; the next start makes it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove Containers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the Images?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The containers go too. The next start fetches the image again; the models stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete All Models?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every model that was pulled into the stack is deleted. This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete All Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start This Configuration?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gives more away than the files of this application do. Start it only if you know why. You are asked again when it changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start Anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replies run on the CPU. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anyone in your network can use the server on port {port} and delete its models: Ollama has no password. Unless you want that, choose “Only this computer”, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama {version} has a known hole: who reaches the port can read its memory (CVE-2026-7482). Check for a newer image, then start again: {oldest} and newer are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all}, layer {layer} of {layers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}, {percent}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transfer</name>
    <message>
        <source>Exported to {path}: chats {chats}, messages {turns}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to {path}: chats {chats}, messages {turns}. It is larger than the {megabytes}&#xa0;MB that an import takes: to move it, export the chats one by one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported from {path}: chats {chats}, messages {turns}. Left out, since there is no place for it here: {left_out}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported from {path}: chats {chats}, messages {turns}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>{model} on {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the providers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} has no models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No provider answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Rename Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Address of a model server, such as http://127.0.0.1:8080:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Provider</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
